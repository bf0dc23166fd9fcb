import Testing

@testable import Records

@Suite("Accounts behind signatures")
struct IdentityKeyTests {
    @Test(arguments: [
        ("a bot with a human's address", "Jane Roe", "jane@x.io", "jane-bot", "jane@x.io", false),
        (
            "a bot with a human's private address", "Jane", "7+jane@users.noreply.github.com", "jane-bot",
            "7+jane@users.noreply.github.com", false
        ),
        ("an AI tool with a human's address", "Jane Roe", "jane@x.io", "Codex", "jane@x.io", false),
        ("two AI tools with a human's address", "Copilot", "jane@x.io", "Codex", "jane@x.io", false),
        ("an AI tool under two names", "Claude", "noreply@anthropic.com", "Claude Opus", "noreply@anthropic.com", true),
        (
            "a bot under two forms of its address", "renovate[bot]", "29+renovate[bot]@users.noreply.github.com",
            "renovate[bot]", "renovate[bot]@users.noreply.github.com", true
        ),
        ("two bots with one address", "build-bot", "ci@x.io", "release-bot", "ci@x.io", false),
        ("a human under two names", "Jane Roe", "jane@x.io", "jroe", "JANE@x.io", true),
        ("two humans with a team's address", "Jane Roe", "team@x.io", "Bo Lind", "team@x.io", false),
        ("one human with a team's address", "Jane Roe", "team@x.io", "jane roe", "Team@x.io", true),
    ])
    func `are one or two`(
        _ what: String, _ name: String, _ email: String, _ otherName: String, _ otherEmail: String, _ isOne: Bool
    ) {
        let signatures = [Signature(name: name, email: email), Signature(name: otherName, email: otherEmail)]
        #expect((IdentityKey(signatures[0]) == IdentityKey(signatures[1])) == isOne)
        #expect(Identities.resolve(signatures: signatures, commits: []).people.count == (isOne ? 1 : 2))
    }

    @Test func `a human keeps the address as id beside the machines that use it`() {
        let signatures = ["An-bot", "jane", "codex"].map { Signature(name: $0, email: "jane@x.io") }
        let people = Identities.resolve(signatures: signatures, commits: []).people
        #expect(people.map(\.id) == ["jane@x.io", "jane@x.io an-bot", "jane@x.io codex"])
        #expect(people.map(\.kind) == [.human, .bot, .agent])
    }

    @Test func `a mail map gives a human's machine to the human`() {
        let signatures = ["Jane Roe", "jane-bot"].map { Signature(name: $0, email: "jane@x.io") }
        let identities = Identities.resolve(
            signatures: signatures, commits: [], mailmap: Mailmap("Jane Roe <jane@x.io> jane-bot <jane@x.io>\n"))
        #expect(identities.people.map(\.kind) == [.human])
    }

    @Test func `two spellings in bytes are two pairs, as they are for git, and one human`() {
        let signatures = ["Zo\u{EB} Roy", "Zoe\u{308} Roy"].map { Signature(name: $0, email: "zoe@x.io") }
        let identities = Identities.resolve(signatures: signatures, commits: commits(by: [0, 1, 1]))
        #expect(identities.pairsAfterMailmap == 2)
        #expect(identities.people.count == 1)
        let mapped = Identities.resolve(
            signatures: signatures, commits: commits(by: [0, 1, 1]), mailmap: Mailmap("Zoe Roy <zoe@x.io>\n"))
        #expect(mapped.pairsAfterMailmap == 1)
    }

    @Test(arguments: [
        (["1+ana@users.noreply.github.com"], Identities.Rule.alone),
        (["1+ana@users.noreply.github.com", "ana@users.noreply.github.com"], .noreply),
        (["ana@x.io", "ANA@x.io"], .email), (["ana@x.io", "ana@y.io"], .alone),
    ])
    func `a rule is named only where it put something together`(_ emails: [String], _ rule: Identities.Rule) {
        let signatures = emails.map { Signature(name: "Ana", email: $0) }
        #expect(Set(Identities.resolve(signatures: signatures, commits: []).rules) == [rule])
    }
}
