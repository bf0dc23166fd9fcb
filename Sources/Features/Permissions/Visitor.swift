/// Who asks.
package enum Visitor: Sendable {
    /// Nobody has joined this installation yet: it is open to whoever reaches it, as a report in a terminal would be.
    case unclaimed
    /// Somebody who has not signed in.
    case stranger
    case member(Member, Session)

    package var member: Member? {
        if case .member(let member, _) = self { member } else { nil }
    }
}
