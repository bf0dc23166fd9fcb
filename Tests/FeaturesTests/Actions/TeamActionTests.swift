import Records
import Testing

@testable import Features

@Suite("Actions")
struct TeamActionTests {
    private static let today = CivilDay(number: 20_000)

    private static func topic() -> TeamAction {
        TeamAction(
            id: "a", team: "payments", title: "Reviews begin before noon", state: .topic, owner: nil, due: nil,
            redated: 0, reason: "", round: nil, about: "", madeAt: 0, changedAt: 0)
    }

    private static func plan(
        _ action: inout TeamAction, _ owner: String = "ada", in days: Int64, by actor: String = "ada"
    ) throws(ActionTrouble) {
        try action.plan(owner: owner, due: CivilDay(number: today.number + days), today: today, by: actor)
    }

    @Test func `who takes something on has accepted it, and who is asked has not`() throws {
        var own = Self.topic()
        try Self.plan(&own, in: 7)
        #expect(own.state == .accepted)
        var asked = Self.topic()
        try Self.plan(&asked, "bo", in: 7)
        #expect(asked.state == .proposed)
        #expect(throws: ActionTrouble.othersToSay) { try asked.take(.accept, by: "ada") }
        try asked.take(.accept, by: "bo")
        try asked.take(.begin, by: "bo")
        try asked.take(.finish, by: "ada")
        #expect(asked.state == .done)
        #expect(throws: ActionTrouble.over) { try asked.take(.begin, by: "bo") }
    }

    @Test func `a day is put off twice, and brought forward as often as one likes`() throws {
        var action = Self.topic()
        for days: Int64 in [7, 14, 10, 12] { try Self.plan(&action, in: days) }
        #expect(action.redated == 2)
        #expect(throws: ActionTrouble.putOffTooOften) { try Self.plan(&action, in: 13) }
        try Self.plan(&action, in: 11)
        #expect(action.due == CivilDay(number: Self.today.number + 11) && action.redated == 2)
        #expect(throws: ActionTrouble.past) { try Self.plan(&action, in: -1) }
    }

    @Test func `overdue begins on the day after, and ends with the action`() throws {
        var action = Self.topic()
        try Self.plan(&action, in: 0)
        #expect(!action.isOverdue(on: Self.today))
        #expect(action.isOverdue(on: CivilDay(number: Self.today.number + 1)))
        #expect(throws: ActionTrouble.noReason) { try action.take(.drop(why: ""), by: "bo") }
        try action.take(.drop(why: "no longer needed"), by: "bo")
        #expect(!action.isOverdue(on: CivilDay(number: Self.today.number + 9)))
        #expect(action.reason == "no longer needed")
    }

    @Test func `a topic is nobody's until somebody is named`() {
        var topic = Self.topic()
        #expect(throws: ActionTrouble.nobodys) { try topic.take(.begin, by: "ada") }
        #expect(!topic.isOverdue(on: CivilDay(number: .max)))
    }
}
