import Records
import Testing

@testable import Signals

@Suite("Unresolved identities")
struct UnresolvedIdentitiesTests {
    private typealias Account = (name: String, email: String, count: Int)

    /// A history in which each signature wrote so many commits, read with the real rules.
    private func measure(
        _ commits: [Account], mailmap: String = "",
        decisions: [IdentityDecision] = [], end: Int64 = HistoryBuilder.now
    ) throws -> (Measurement, UnresolvedIdentitiesDetails?) {
        var history = History()
        for (name, email, count) in commits {
            history.signatures.append(Signature(name: name, email: email))
            let author = Int32(history.signatures.count - 1)
            for _ in 0..<count {
                let at = Moment(seconds: HistoryBuilder.now - 1000 + Int64(history.commits.count))
                history.commits.append(
                    Commit(
                        id: HistoryBuilder.id(history.commits.count + 1), parents: [], author: author, authored: at,
                        committer: author, committed: at, subject: "Work"))
            }
        }
        let identities = Identities.resolve(
            signatures: history.signatures, commits: history.commits, mailmap: Mailmap(mailmap), decisions: decisions)
        let measurement = Signal.unresolvedIdentities.measure(
            Evidence(
                repository: Repository(id: "test", name: "test", location: "/test"), history: history,
                identities: identities, snapshot: Snapshot(head: HistoryBuilder.id(0)), timeframe: Timeframe(end: end)))
        guard measurement.status == .ok else { return (measurement, nil) }
        return (measurement, try measurement.details.decode(UnresolvedIdentitiesDetails.self))
    }

    private let alike: [Account] = [
        ("Ana Čech", "ana@x.io", 10), ("Cech, Ana", "ana.cech@old.com", 6),
        ("Bo Lind", "bo@x.io", 84),
    ]

    @Test func `are commits by somebody whom no rule names and who is like somebody else`() throws {
        let (measurement, details) = try measure(alike)
        #expect(measurement.value == 16)
        #expect(measurement.sample.count == 100)
        #expect(measurement.interval?.kind == "95 % Wilson")
        #expect(details?.unmapped == 16)
        #expect(details?.suggestionCount == 1)
        #expect(details?.suggestions.map(\.reason) == ["Both bear the same full name"])
        #expect(details?.suggestions.first?.first.email == "ana.cech@old.com")
    }

    @Test func `a mail map, a merge and a split all settle it`() throws {
        let mapped = try measure(alike, mailmap: "Ana Čech <ana@x.io> <ana.cech@old.com>\n").0
        #expect(mapped.value == 0)
        #expect(mapped.finding == nil)
        for action in [IdentityDecision.Action.merge, .split] {
            let decision = IdentityDecision(
                action: action, first: Signature(name: alike[0].name, email: alike[0].email),
                second: Signature(name: alike[1].name, email: alike[1].email), why: "Asked", decidedBy: "ada",
                decidedAt: 1)
            #expect(try measure(alike, decisions: [decision]).0.value == 0)
        }
    }

    @Test func `somebody known by two names of one address is resolved, whoever is like them`() throws {
        let (measurement, details) = try measure(alike + [("Ana", "ana@x.io", 0)])
        #expect(measurement.value == 6)
        #expect(details?.unmapped == 6)
    }

    @Test func `more than one in twenty is a finding, one in twenty is none`() throws {
        let five: [Account] = [("Ana Čech", "ana@x.io", 5), ("Ana Cech", "x@y.io", 0), ("Bo", "bo@x.io", 95)]
        #expect(try measure(five).0.value == 5)
        #expect(try measure(five).0.finding == nil)
        let (measurement, _) = try measure(alike)
        #expect(
            measurement.finding?.sentence == "16 % of the commits are by somebody who may also be somebody else")
        #expect(measurement.why.hasPrefix("Above 5 %"))
    }

    @Test func `bots and AI agents are no commits by humans`() throws {
        let machines: [Account] = [
            ("renovate[bot]", "renovate@x.io", 40),
            ("Copilot", "198982749+copilot@users.noreply.github.com", 30),
        ]
        let (measurement, details) = try measure(alike + machines)
        #expect(measurement.value == 16)
        #expect(
            measurement.excluded == [.init("commits by bots", count: 40), .init("commits by AI agents", count: 30)])
        #expect([details?.people, details?.bots, details?.agents] == [3, 1, 1])
    }

    @Test func `the suggestion that would change most stands first`() throws {
        let (_, details) = try measure(
            alike + [("Cleo Roy", "cleo@x.io", 9), ("Cleo Roy", "c@home.net", 8), ("Bo Lind", "b@home.net", 1)])
        #expect(details?.suggestions.map(\.second.name) == ["Cleo Roy", "Ana Čech", "Bo Lind"])
    }

    @Test func `fifty commits by humans are needed, before the end`() throws {
        #expect(try measure([("Bo", "bo@x.io", 49)]).0.why == "49 of 50 commits by humans needed")
        #expect(try measure([("Bo", "bo@x.io", 50)]).0.value == 0)
        #expect(try measure([("Bo", "bo@x.io", 60)], end: HistoryBuilder.now - 951).0.status == .tooFew)
    }
}
