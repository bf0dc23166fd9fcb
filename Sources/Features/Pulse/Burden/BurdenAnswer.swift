/// How much people of a team were asked for and will be, as commands and the API tell it.
package struct BurdenAnswer: Encodable, Sendable {
    /// Empty for everybody.
    package let team: String
    package let people: Int
    /// Within thirty days, of whoever was asked most.
    package let askedSeconds: Int
    package let scheduledSeconds: Int
    package let agreedMinutes: Int

    package init(_ line: BurdenTable.Line) {
        team = line.team
        people = line.people
        askedSeconds = line.used
        scheduledSeconds = line.planned
        agreedMinutes = line.minutes
    }
}
