import Records
import Testing

@Suite("Teams within teams")
struct TeamTreeTests {
    private let tree = TeamTree([
        Team(name: "web", title: "Web", parent: "shop"), Team(name: "shop", title: "Shop"),
        Team(name: "pay", title: "Pay", parent: "shop"), Team(name: "cards", title: "Cards", parent: "pay"),
        Team(name: "lost", title: "Lost", parent: "gone"),
    ])

    @Test func `every team stands below the one it is a part of`() {
        #expect(tree.rows.map(\.team.name) == ["lost", "shop", "pay", "cards", "web"])
        #expect(tree.rows.map(\.depth) == [0, 0, 1, 2, 1])
        #expect(tree.above("cards").map(\.name) == ["shop", "pay"])
        #expect(tree.parts(of: "shop").map(\.name) == ["pay", "web"])
    }

    @Test func `a team is never a part of itself, nor of its own parts`() {
        #expect(!tree.mayMove("shop", below: "shop"))
        #expect(!tree.mayMove("shop", below: "cards"))
        #expect(tree.mayMove("cards", below: "web"))
        #expect(!tree.mayMove("cards", below: "nowhere"))
    }

    @Test func `a membership holds from its first day until the day before its end`() throws {
        let (from, until) = (try #require(CivilDay("2026-03-02")), try #require(CivilDay("2026-06-01")))
        let membership = Membership(team: "web", member: "a", role: .lead, from: from, until: until)
        #expect(membership.holds(on: from) && !membership.holds(on: until))
        var next = Membership(team: "web", member: "a", role: .member, from: until)
        #expect(!membership.overlaps(next) && !next.overlaps(membership))
        next.from = CivilDay(number: until.number - 1)
        #expect(membership.overlaps(next) && next.overlaps(membership))
    }

    @Test(arguments: [("payments-2", true), ("9", true), ("-x", false), ("", false), ("Web", false), ("a b", false)])
    func `names are short and plain`(_ name: String, _ isGood: Bool) { #expect(Team.isName(name) == isGood) }
}
