import BlindTickets
import Records
import TestKit
import Testing

@testable import Features

@Suite("Who is asked together")
struct SegmentationTests {
    /// `backend` has the parts `payments` and `search`; `design` stands beside it.
    private static let teams = [
        Team(name: "backend", title: "Backend"), Team(name: "payments", title: "Payments", parent: "backend"),
        Team(name: "search", title: "Search", parent: "backend"), Team(name: "design", title: "Design"),
    ]

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let whom: Segmentation.Whom
        let chosen: Set<String>
        /// People who belong to each team itself; the empty name is for those who belong to none.
        let people: [String: Int]
        let segments: [String: Int]
        var parts: [String] = []
    }

    @Test(arguments: [
        Case(
            testDescription: "everybody as one", whom: .everybody, chosen: [], people: ["backend": 3, "": 4],
            segments: ["everybody": 7]),
        Case(
            testDescription: "a team, and everybody else", whom: .everybody, chosen: ["design"],
            people: ["design": 6, "": 7], segments: ["design": 6, "everybody.else": 7]),
        Case(
            testDescription: "five beside a team would be seen through", whom: .everybody, chosen: ["design"],
            people: ["design": 6, "": 5], segments: ["everybody": 11]),
        Case(
            testDescription: "nobody beside a team", whom: .everybody, chosen: ["design", "search"],
            people: ["design": 6, "search": 8], segments: ["design": 6, "search": 8]),
        Case(
            testDescription: "a team too small among everybody", whom: .everybody, chosen: ["design", "search"],
            people: ["design": 5, "search": 8, "": 3], segments: ["search": 8, "everybody.else": 8]),
        Case(
            testDescription: "parts that are not chosen belong to the team above", whom: .teams, chosen: ["backend"],
            people: ["backend": 1, "payments": 4, "search": 4, "design": 9], segments: ["backend": 9]),
        Case(
            testDescription: "parts that are chosen stand by themselves", whom: .teams,
            chosen: ["backend", "payments", "search"], people: ["backend": 6, "payments": 7, "search": 8],
            segments: ["backend": 6, "payments": 7, "search": 8], parts: ["backend", "payments", "search"]),
        Case(
            testDescription: "the smallest part joins too few beside it", whom: .teams,
            chosen: ["backend", "payments", "search"], people: ["backend": 2, "payments": 7, "search": 8],
            segments: ["backend": 9, "search": 8], parts: ["backend", "search"]),
        Case(
            testDescription: "a part too small joins the team above", whom: .teams,
            chosen: ["backend", "payments", "search"], people: ["backend": 6, "payments": 3, "search": 8],
            segments: ["backend": 9, "search": 8], parts: ["backend", "search"]),
    ])
    func `everybody stands in one segment of six or more`(_ example: Case) throws {
        let (members, direct) = Self.people(example.people)
        let made = try Segmentation(
            example.whom, chosen: example.chosen, tree: TeamTree(Self.teams), members: members, direct: direct, least: 6
        )
        let sizes = Dictionary(uniqueKeysWithValues: made.segments.map { ($0.id, $0.members.count) })
        #expect(sizes == example.segments)
        #expect(made.parts.map(\.value) == example.parts)
    }

    @Test(
        arguments: [
            (["design"], ["design": 5, "": 9], "Design has five people"), ([], ["": 9], "Choose a team"),
            (["backend", "payments"], ["backend": 2, "payments": 3], "Backend has five people"),
        ] as [(Set<String>, [String: Int], String)])
    func `a team that is too small is told so`(_ chosen: Set<String>, _ people: [String: Int], says: String) {
        let (members, direct) = Self.people(people)
        let trouble = #expect(throws: FormTrouble.self) {
            try Segmentation(
                .teams, chosen: chosen, tree: TeamTree(Self.teams), members: members, direct: direct, least: 6)
        }
        #expect(trouble?.description.contains(says) == true)
    }

    @Test func `who belongs to two chosen teams counts in the innermost, then in the first by name`() throws {
        let (members, _) = Self.people(["": 18])
        let direct: [String: Set<String>] = [
            "backend": Set(members.prefix(7)), "payments": Set(members[1..<7] + [members[17]]),
            "design": Set(members[7..<18]), "search": Set([members[16]]),
        ]
        let made = try Segmentation(
            .teams, chosen: ["backend", "payments", "design"], tree: TeamTree(Self.teams), members: members,
            direct: direct, least: 6)
        let homes = Dictionary(
            uniqueKeysWithValues: made.segments.flatMap { segment in segment.members.map { ($0, segment.id) } })
        // One alone beside Payments brings all of it back to Backend.
        #expect(Set(homes.values) == ["backend", "design"])
        #expect(homes[members[17]] == "backend")
        #expect(homes[members[16]] == "backend")
        #expect(homes.count == 18)
    }

    /// Whatever is chosen, of whatever teams: nobody is lost or doubled, and the manifest's own rules hold.
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `holds for any teams`(_ seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        let count = Int.random(in: 1...8, using: &chance)
        let teams = (0..<count).map { place in
            Team(
                name: "t\(place)", title: "T\(place)",
                parent: place > 0 && Bool.random(using: &chance) ? "t\(Int.random(in: 0..<place, using: &chance))" : nil
            )
        }
        let members = (0..<Int.random(in: 6...60, using: &chance)).map { "m\($0)" }
        var direct: [String: Set<String>] = [:]
        for member in members {
            for _ in 0..<Int.random(in: 0...2, using: &chance) {
                direct["t\(Int.random(in: 0..<count, using: &chance))", default: []].insert(member)
            }
        }
        let chosen = Set(teams.map(\.name).filter { _ in Bool.random(using: &chance) })
        let made = try Segmentation(
            .everybody, chosen: chosen, tree: TeamTree(teams), members: members, direct: direct, least: 6)
        #expect(made.segments.flatMap(\.members).sorted() == members.sorted())
        #expect(made.segments.allSatisfy { $0.members.count >= 6 })
        let known = Set(made.segments.map(\.id) + made.parts.map(\.value))
        #expect(made.parts.allSatisfy { part in part.above.map(known.contains) ?? true })
    }

    private static func people(_ counts: [String: Int]) -> (members: [String], direct: [String: Set<String>]) {
        let named = counts.mapValues { $0 }.map { team, count in (team, (0..<count).map { "\(team)-\($0)" }) }
        let direct = named.filter { !$0.0.isEmpty }.map { ($0.0, Set($0.1)) }
        return (named.flatMap(\.1).sorted(), Dictionary(uniqueKeysWithValues: direct))
    }
}
