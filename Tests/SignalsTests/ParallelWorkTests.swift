import Records
import Testing

@testable import Signals

@Suite("Parallel work")
struct ParallelWorkTests {
    private static func branch(_ name: String, by authors: [String], _ files: [String], stack: Int? = nil) -> OpenBranch
    {
        OpenBranch(
            name: name, head: HistoryBuilder.id(7),
            authors: authors.map { Signature(name: $0, email: "\($0.lowercased())@example.org") }, commits: 1,
            updatedAt: HistoryBuilder.now, files: files, stack: stack ?? name.hashValue)
    }

    /// Ada and Bob, and two files that change together in five of seven changes.
    private static var history: HistoryBuilder {
        var history = HistoryBuilder()
        history.commit("Ada", daysAgo: 60, [.add("wire/a.c"), .add("disk/b.c"), .add("x.c"), .add("y.c"), .add("z.c")])
        for day in 1...4 {
            history.commit("Bob", daysAgo: Double(50 - day), [.modify("wire/a.c"), .modify("disk/b.c")])
        }
        history.commit("Bob", daysAgo: 20, [.modify("wire/a.c")])
        history.commit("Bob", daysAgo: 18, [.modify("disk/b.c")])
        history.commit("dependabot[bot]", daysAgo: 17, [.modify("x.c")])
        return history
    }

    private func measure(
        _ branches: [OpenBranch], clashes: [OpenBranches.Clash] = [], _ change: (inout Evidence) -> Void = { _ in }
    ) throws -> (Measurement, ParallelWorkDetails?) {
        var evidence = Self.history.evidence()
        evidence.snapshot.branches = OpenBranches(branches: branches, clashes: clashes)
        change(&evidence)
        let measurement = Signal.parallelWork.measure(evidence)
        return (measurement, try? measurement.details.decode(ParallelWorkDetails.self))
    }

    @Test func `a pair counts once, by the strongest of three reasons`() throws {
        let branches = [
            Self.branch("clash", by: ["Ada"], ["x.c", "y.c", "z.c"]),
            Self.branch("other", by: ["Bob"], ["x.c", "y.c", "z.c"]),
            Self.branch("wire", by: ["Cyd"], ["wire/a.c"]), Self.branch("disk", by: ["Dan"], ["disk/b.c", "new.c"]),
            Self.branch("third", by: ["Eve"], ["x.c", "y.c", "z.c"]), Self.branch("quiet", by: ["Fay"], ["x.c"]),
        ]
        let (measurement, details) = try measure(
            branches, clashes: [.init(first: "clash", second: "other", files: ["x.c"])])
        #expect(measurement.value == 4)
        #expect(measurement.sample.count == 6)
        let pairs = try #require(details).pairs
        #expect(pairs.map(\.kind) == [.clash, .files, .files, .coupled])
        #expect(
            pairs.map { [$0.first.name, $0.second.name] } == [
                ["clash", "other"], ["clash", "third"], ["other", "third"], ["disk", "wire"],
            ])
        #expect(pairs[0].files == ["x.c"])
        #expect(pairs[0].first.names == ["Ada"])
        #expect(pairs[3].coupled.map { [$0.first, $0.second] } == [["disk/b.c", "wire/a.c"]])
        // Five together of six changes each.
        #expect(abs(pairs[3].coupled[0].degree - 100 * 5 / 6) < 1e-9)
        #expect(measurement.finding?.sentence == "clash and other change the same lines and are both open")
    }

    @Test func `branches of one person, of one stack, and of machines are not in each other's way`() throws {
        let files = ["x.c", "y.c", "z.c"]
        let (measurement, details) = try measure([
            Self.branch("one", by: ["Ada"], files), Self.branch("two", by: ["Ada", "Bob"], files),
            Self.branch("base", by: ["Cyd"], files, stack: 1), Self.branch("upon", by: ["Dan"], files, stack: 1),
            Self.branch("bump", by: ["dependabot[bot]"], files),
        ])
        #expect(measurement.sample.count == 4)
        #expect(measurement.value == 4)
        let named = try #require(details).pairs.map { $0.first.name + " " + $0.second.name }
        #expect(!named.contains("one two") && !named.contains("base upon"))
        #expect(measurement.excluded.map(\.count) == [1])
    }

    @Test func `what a tool writes does not count, nor what lies outside the team's paths`() throws {
        let files = ["x.c", "y.c", "z.c"]
        let branches = [Self.branch("one", by: ["Ada"], files), Self.branch("two", by: ["Bob"], files)]
        let clashes = [OpenBranches.Clash(first: "one", second: "two", files: ["x.c"])]
        let (made, _) = try measure(branches, clashes: clashes) { evidence in
            for place in evidence.snapshot.files.indices where evidence.snapshot.files[place].path == "x.c" {
                evidence.snapshot.files[place].isGenerated = true
            }
        }
        #expect(made.value == 0)
        let (elsewhere, _) = try measure(branches, clashes: clashes) { $0.options.pathRules = ["wire"] }
        #expect(elsewhere.status == .tooFew)
    }

    @Test func `an address that is known by another name is the same person`() throws {
        let files = ["x.c", "y.c", "z.c"]
        var one = Self.branch("one", by: ["Ada"], files)
        one.authors = [Signature(name: "Ada L.", email: "ADA@example.org")]
        let (measurement, _) = try measure([one, Self.branch("two", by: ["Ada"], files)])
        #expect(measurement.value == 0)
    }

    @Test func `without branches read, or with one, there is no number`() throws {
        #expect(try measure([Self.branch("one", by: ["Ada"], ["x.c"])]).0.status == .tooFew)
        #expect(try measure([]) { $0.snapshot.branches = nil }.0.status == .unavailable)
    }
}
