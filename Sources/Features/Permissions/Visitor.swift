import Store

/// Who asks.
package enum Visitor: Sendable {
    /// Nobody has joined this installation yet: it is open to whoever reaches it, as a report in a terminal would be.
    case unclaimed
    /// Somebody who has not signed in.
    case stranger
    case member(Member, Session)
    /// A program that asks the API as a member. Pages that need a session are closed to it.
    case program(Member)
    /// A pipeline that shows a token of a source connection. It may tell of the work, and read nothing.
    case pipeline(SourceConnection.ID)

    package var member: Member? {
        switch self {
        case .member(let member, _), .program(let member): member
        case .unclaimed, .stranger, .pipeline: nil
        }
    }
}
