import TestKit
import Testing

@testable import Records

@Suite("Decisions about identities")
struct TeamDecisionsTests {
    private static func decision(
        _ action: IdentityDecision.Action, _ first: Signature, _ second: Signature
    ) -> IdentityDecision {
        IdentityDecision(action: action, first: first, second: second, why: "Asked", decidedBy: "ada", decidedAt: 1)
    }

    private static func signature(_ text: String) -> Signature {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        return Signature(name: parts[0], email: parts[1])
    }

    /// "Known as: signature, signature", one for each person.
    private func people(_ signatures: [Signature], _ map: String, _ decisions: [IdentityDecision]) -> [String] {
        let identities = Identities.resolve(
            signatures: signatures, commits: [], mailmap: Mailmap(map), decisions: decisions)
        return identities.people.enumerated().map { number, person in
            let own = signatures.indices.filter { identities.personOfSignature[$0] == number }
            return "\(person.name) \(person.email): "
                + own.map { signatures[$0] }.sorted().map { "\($0.name)/\($0.email)" }.joined(separator: ", ")
        }
    }

    @Test(arguments: [
        ("the alias leaves", "Ana/a@x.io", "Bo/b@x.io"),
        ("whom the map names stays, whoever is named first", "Bo/b@x.io", "Ana/a@x.io"),
        ("another name at the address is split off", "Ana/a@x.io", "Bee/b@x.io"),
    ])
    func `a split takes all names at an address out of the mail map's group`(
        _ what: String, _ first: String, _ second: String
    ) {
        let signatures = ["Ana/a@x.io", "Bo/b@x.io", "Bee/b@x.io", "An/c@x.io"].map(Self.signature)
        let split = Self.decision(.split, Self.signature(first), Self.signature(second))
        let known = people(signatures, "Ana <a@x.io> <b@x.io>\nAna <a@x.io> <c@x.io>\n", [split])
        #expect(known == ["Ana a@x.io: Ana/a@x.io, An/c@x.io", "Bee b@x.io: Bee/b@x.io, Bo/b@x.io"])
    }

    @Test func `a split at one address takes one name out, and both were decided about`() {
        let signatures = ["Ana/a@x.io", "Bo/a@x.io", "An/a@x.io"].map(Self.signature)
        let split = Self.decision(.split, signatures[0], signatures[1])
        #expect(
            people(signatures, "", [split]) == ["An a@x.io: An/a@x.io, Ana/a@x.io", "Bo a@x.io: Bo/a@x.io"])
        let identities = Identities.resolve(signatures: signatures, commits: [], decisions: [split])
        #expect(identities.rules == [.decision, .decision, .email])
    }

    @Test func `two spellings of a name that differ in bytes can be split`() {
        let spellings = ["Zo\u{EB}", "Zoe\u{308}"].map { Signature(name: $0, email: "zoe@x.io") }
        for signatures in [spellings, spellings.reversed()] {
            let split = Self.decision(.split, spellings[0], spellings[1])
            let identities = Identities.resolve(signatures: signatures, commits: [], decisions: [split])
            #expect(identities.people.count == 2)
            #expect(identities.suggestions.isEmpty)
        }
    }

    @Test func `taking a merge back restores everybody, whoever was merged`() {
        var chance = SeededGenerator(seed: 21)
        for _ in 0..<200 {
            let signatures = Self.crowd(using: &chance)
            let (map, before) = Self.resolved(signatures)
            guard let (one, other) = Self.two(signatures, using: &chance),
                before.personOfSignature[one] != before.personOfSignature[other]
            else { continue }
            let decisions = [IdentityDecision.Action.merge, .split].map {
                Self.decision($0, signatures[one], signatures[other])
            }
            let merged = Identities.resolve(
                signatures: signatures, commits: [], mailmap: map, decisions: [decisions[0]])
            #expect(merged.personOfSignature[one] == merged.personOfSignature[other])
            let after = Identities.resolve(signatures: signatures, commits: [], mailmap: map, decisions: decisions)
            var expected = before
            // They are two: this pair is not asked about again.
            let ids = Set([one, other].map { before.people[Int(before.personOfSignature[$0])].id })
            expected.suggestions.removeAll { [$0.first, $0.second].allSatisfy(ids.contains) }
            #expect(after == expected)
        }
    }

    @Test func `taking a split back restores everybody, whoever was split`() {
        var chance = SeededGenerator(seed: 22)
        for _ in 0..<200 {
            let signatures = Self.crowd(using: &chance)
            let (map, before) = Self.resolved(signatures)
            guard let (one, other) = Self.two(signatures, using: &chance),
                before.personOfSignature[one] == before.personOfSignature[other]
            else { continue }
            let decisions = [IdentityDecision.Action.split, .merge].map {
                Self.decision($0, signatures[one], signatures[other])
            }
            let split = Identities.resolve(
                signatures: signatures, commits: [], mailmap: map, decisions: [decisions[0]])
            #expect(split.personOfSignature[one] != split.personOfSignature[other])
            let after = Identities.resolve(signatures: signatures, commits: [], mailmap: map, decisions: decisions)
            #expect(
                after.personOfSignature.map { $0 == after.personOfSignature[one] }
                    == before.personOfSignature.map { $0 == before.personOfSignature[one] })
            #expect(after.people.count == before.people.count)
        }
    }

    private static func resolved(_ signatures: [Signature]) -> (Mailmap, Identities) {
        let map = Mailmap("Ana <a@x.io> <b@x.io>\nBo <c@x.io> Al <d@x.io>\n")
        return (map, Identities.resolve(signatures: signatures, commits: [], mailmap: map))
    }

    private static func two(
        _ signatures: [Signature], using chance: inout SeededGenerator
    ) -> (Int, Int)? {
        let pair = Array(signatures.indices.shuffled(using: &chance).prefix(2))
        return pair.count == 2 ? (pair[0], pair[1]) : nil
    }

    /// Some of few names at some of few addresses, so that much falls together.
    private static func crowd(using chance: inout SeededGenerator) -> [Signature] {
        let names = ["Ana", "Al", "Bo", "Ana Lee Roy", "jane-bot", "Claude"]
        let emails = ["a@x.io", "b@x.io", "c@x.io", "d@x.io", "1+al@users.noreply.github.com", "noreply@anthropic.com"]
        let all = names.flatMap { name in emails.map { Signature(name: name, email: $0) } }
        return Array(all.shuffled(using: &chance).prefix(12))
    }
}
