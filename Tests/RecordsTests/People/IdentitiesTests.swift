import TestKit
import Testing

@testable import Records

@Suite("Identities")
struct IdentitiesTests {
    private static let ana = Signature(name: "Ana Čech", email: "ana@x.io")
    private static let anaOld = Signature(name: "ana cech", email: "ana.cech@old.com")
    private static let anaHome = Signature(name: "Ana", email: "ana@home.net")

    private static func decision(
        _ action: IdentityDecision.Action, _ first: Signature, _ second: Signature? = nil, kind: Person.Kind? = nil,
        at: Int64 = 1
    ) -> IdentityDecision {
        IdentityDecision(
            action: action, first: first, second: second, kind: kind, why: "Asked", decidedBy: "ada", decidedAt: at)
    }

    /// The signatures of each person, sorted.
    private func groups(
        _ signatures: [Signature], decisions: [IdentityDecision] = []
    ) -> Set<Set<Signature>> {
        let identities = Identities.resolve(
            signatures: signatures, commits: [], decisions: decisions)
        return Set(
            identities.people.indices.map { person in
                Set(signatures.indices.filter { identities.personOfSignature[$0] == person }.map { signatures[$0] })
            })
    }

    @Test func `follow the mail map, and a given name alone suggests nothing`() {
        let identities = Identities.resolve(
            signatures: [Self.ana, Self.anaOld, Self.anaHome], commits: [],
            mailmap: Mailmap("Ana Čech <ana@x.io> <ana.cech@old.com>\n"))
        #expect(identities.people.map(\.name) == ["Ana", "Ana Čech"])
        #expect(identities.personOfSignature == [1, 1, 0])
        #expect(identities.rules == [.email, .mailmap, .alone])
        #expect(identities.suggestions.isEmpty)
    }

    @Test(arguments: [
        ("letter case of an address", "Ana@X.io", "ana@x.io", true),
        ("a number before the login", "12+ana@users.noreply.github.com", "ana@users.noreply.github.com", true),
        ("GitLab's form", "12-ana@users.noreply.gitlab.com", "ana@users.noreply.gitlab.com", true),
        ("one login at two forges", "ana@users.noreply.github.com", "ana@users.noreply.gitlab.com", false),
        ("a login that begins with digits", "12-ana@users.noreply.github.com", "ana@users.noreply.github.com", false),
        ("a shared account", "dev@x.io", "dev@x.io", false),
        ("no address", "", "", false),
    ])
    func `are told from addresses`(_ what: String, _ one: String, _ other: String, _ isOne: Bool) {
        let groups = groups([Signature(name: "Ana", email: one), Signature(name: "Bo", email: other)])
        #expect(groups.count == (isOne ? 1 : 2))
    }

    @Test func `a person is known by the signature of most commits`() {
        let signatures = [Self.ana, Signature(name: "ana", email: "ANA@x.io")]
        let known = { (authors: [Int]) in
            Identities.resolve(signatures: signatures, commits: commits(by: authors)).people
        }
        #expect(known([0, 1, 1]).map(\.name) == ["ana"])
        #expect(known([0, 0, 1]).map(\.name) == ["Ana Čech"])
        #expect(known([0, 0, 1]).map(\.id) == known([0, 1, 1]).map(\.id))
    }

    @Test(arguments: [
        ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com", Person.Kind.bot),
        ("release-bot", "release@x.io", .bot), ("Jenkins", "jenkins@x.io", .bot), ("build_bot", "b@x.io", .bot),
        ("Talbot", "talbot@x.io", .human), ("Abbot", "abbot@users.noreply.github.com", .human),
        ("Claude", "noreply@anthropic.com", .agent), ("Claude Monet", "claude@giverny.fr", .human),
        ("copilot-swe-agent[bot]", "198982749+Copilot@users.noreply.github.com", .agent),
        ("Ana (aider)", "noreply@aider.chat", .agent), ("Devin Roy", "devin@x.io", .human),
    ])
    func `bots and AI agents are kinds of their own`(_ name: String, _ email: String, _ kind: Person.Kind) {
        let identities = Identities.resolve(signatures: [Signature(name: name, email: email)], commits: [])
        #expect(identities.people.map(\.kind) == [kind])
    }

    @Test func `a merge makes one person, known by the first, and a split takes it back`() {
        let signatures = [Self.anaHome, Self.ana, Self.anaOld]
        let merge = Self.decision(.merge, Self.ana, Self.anaHome)
        let merged = Identities.resolve(signatures: signatures, commits: [], decisions: [merge])
        #expect(merged.personOfSignature == [1, 1, 0])
        #expect(merged.people.last?.name == "Ana Čech")
        #expect(merged.rules == [.decision, .alone, .alone])
        let back = Self.decision(.split, Self.ana, Self.anaHome, at: 2)
        let split = Identities.resolve(signatures: signatures, commits: [], decisions: [merge, back])
        #expect(split.people == Identities.resolve(signatures: signatures, commits: []).people)
        #expect(groups(signatures, decisions: [merge, back, merge]) == groups(signatures, decisions: [merge]))
    }

    @Test func `a split wins over every rule, and a merge takes it back`() {
        let mate = Signature(name: "Bo", email: "ana@x.io")
        let split = Self.decision(.split, Self.ana, mate)
        #expect(groups([Self.ana, mate]) == [[Self.ana, mate]])
        #expect(groups([Self.ana, mate], decisions: [split]) == [[Self.ana], [mate]])
        #expect(
            groups([Self.ana, mate], decisions: [split, Self.decision(.merge, Self.ana, mate, at: 2)]) == [
                [Self.ana, mate]
            ])

        let map = "Ana Čech <ana@x.io> <ana.cech@old.com>\n"
        let split2 = Identities.resolve(
            signatures: [Self.ana, Self.anaOld], commits: [], mailmap: Mailmap(map),
            decisions: [Self.decision(.split, Self.ana, Self.anaOld)])
        #expect(split2.people.map(\.id) == ["ana.cech@old.com", "ana@x.io"])
        #expect(split2.suggestions.isEmpty)
    }

    @Test func `the latest of decisions that contradict each other holds`() {
        let all = [Self.ana, Self.anaOld, Self.anaHome]
        let chain = [
            Self.decision(.merge, Self.ana, Self.anaOld, at: 1),
            Self.decision(.merge, Self.anaOld, Self.anaHome, at: 2),
        ]
        let split = Self.decision(.split, Self.ana, Self.anaHome, at: 3)
        #expect(groups(all, decisions: chain).count == 1)
        #expect(groups(all, decisions: chain + [split]) == [[Self.ana], [Self.anaOld, Self.anaHome]])
        #expect(groups(all, decisions: [split] + chain).count == 1)
    }

    @Test func `somebody taken out of a group leaves the others who belong to it`() {
        let mate = Signature(name: "Bo", email: "ana@x.io")
        let decisions = [Self.decision(.merge, Self.ana, Self.anaHome), Self.decision(.split, mate, Self.ana, at: 2)]
        #expect(groups([mate, Self.ana, Self.anaHome], decisions: decisions) == [[mate], [Self.ana, Self.anaHome]])
    }

    @Test func `a kind that was decided wins over every list, until another is`() {
        let bot = Signature(name: "ana-bot", email: "ana@x.io")
        func kind(_ decisions: [IdentityDecision]) -> [Person.Kind] {
            Identities.resolve(signatures: [bot], commits: [], decisions: decisions).people.map(\.kind)
        }
        let human = Self.decision(.classify, bot, kind: .human)
        #expect(kind([]) == [.bot])
        #expect(kind([human]) == [.human])
        #expect(kind([human, Self.decision(.classify, bot, kind: .agent)]) == [.agent])
    }

    @Test func `a decision about somebody who does not occur changes nothing`() {
        let decision = Self.decision(.merge, Self.ana, Signature(name: "Nobody", email: "n@x.io"))
        #expect(
            Identities.resolve(signatures: [Self.ana], commits: [], decisions: [decision])
                == Identities.resolve(signatures: [Self.ana], commits: []))
    }

    @Test func `the order of signatures does not matter`() {
        var chance = SeededGenerator(seed: 5)
        let signatures = Self.crowd(120)
        let map = Mailmap("Uno Due <p1@x.io> <p2@x.io>\nTre <p9@x.io>\n")
        let decisions = (0..<12).map { number in
            let (one, other) = (signatures[number * 7], signatures[number * 5 + 3])
            return Self.decision(number % 3 == 0 ? .split : .merge, one, other, at: Int64(number))
        }
        let first = Identities.resolve(signatures: signatures, commits: [], mailmap: map, decisions: decisions)
        for _ in 0..<20 {
            let order = Array(signatures.indices).shuffled(using: &chance)
            let again = Identities.resolve(
                signatures: order.map { signatures[$0] }, commits: [], mailmap: map, decisions: decisions)
            #expect(again.people == first.people)
            #expect(again.suggestions == first.suggestions)
            #expect(again.personOfSignature == order.map { first.personOfSignature[$0] })
            #expect(again.rules == order.map { first.rules[$0] })
        }
    }

    @Test func `the order of commits does not matter`() {
        var chance = SeededGenerator(seed: 6)
        let signatures = Self.crowd(40)
        let authors = (0..<300).compactMap { _ in signatures.indices.randomElement(using: &chance) }
        let first = Identities.resolve(signatures: signatures, commits: commits(by: authors))
        for _ in 0..<10 {
            let shuffled = commits(by: authors).shuffled(using: &chance)
            #expect(Identities.resolve(signatures: signatures, commits: shuffled) == first)
        }
    }

    @Test(.timeLimit(.minutes(40)))
    func `five thousand people take less than a second`() {
        let signatures = Self.crowd(5000)
        var people = 0
        let taken = (0..<3).map { _ in
            ProcessorTime.seconds { people = Identities.resolve(signatures: signatures, commits: []).people.count }
        }
        #expect(people > 3500)
        #expect(taken.min() ?? 9 < 1, "\(taken)")
    }

    /// Signatures of which some share an address, some a name, and most nothing.
    private static func crowd(_ count: Int) -> [Signature] {
        var chance = SeededGenerator(seed: 11)
        let syllables = ["an", "bo", "ka", "li", "mo", "ne", "ri", "so", "tu", "vel"]
        return Set(
            (0..<count).map { number in
                let words = (0..<2).map { _ in
                    (0..<3).map { _ in syllables.randomElement(using: &chance) ?? "" }.joined()
                }
                return Signature(name: words.joined(separator: " "), email: "p\(number - number % 4 / 3)@x.io")
            }
        ).sorted()
    }

    @Test func `a machine at a human's address is a machine, and an AI tool is one under all its names`() {
        let signatures = [
            Signature(name: "Jane Roe", email: "jane@x.io"), Signature(name: "jane-bot", email: "jane@x.io"),
            Signature(name: "Claude", email: "noreply@anthropic.com"),
            Signature(name: "Claude Opus", email: "noreply@anthropic.com"),
        ]
        let identities = Identities.resolve(signatures: signatures, commits: [])
        #expect(identities.people.map(\.kind).sorted { $0.rawValue < $1.rawValue } == [.agent, .bot, .human])
        #expect(identities.person(0) != identities.person(1))
        #expect(identities.person(2) == identities.person(3))
    }

    @Test func `a private address says that it decided only where something was put together`() {
        let one = Signature(name: "Ana", email: "12+ana@users.noreply.github.com")
        let other = Signature(name: "Ana", email: "ana@users.noreply.github.com")
        #expect(Identities.resolve(signatures: [one], commits: []).rules == [.alone])
        #expect(Identities.resolve(signatures: [one, other], commits: []).rules == [.noreply, .noreply])
    }
}
