/// Whom a route answers.
package enum Access: String, CaseIterable, Sendable {
    /// Whoever reaches the server: what holds no content, and the way in.
    case everybody
    /// Every member; anybody while nobody has joined yet.
    case members
    /// A member who signed in, about nobody but themselves.
    case oneself
    case administrators

    package enum Answer: Hashable, Sendable {
        case allowed
        /// Signing in may help.
        case signIn
        case refused
    }

    package func answer(to visitor: Visitor) -> Answer {
        switch (self, visitor) {
        case (.everybody, _): .allowed
        case (.members, .unclaimed), (.members, .member), (.oneself, .member): .allowed
        case (.members, .program), (.oneself, .program): .allowed
        case (.administrators, .member(let member, _)), (.administrators, .program(let member)):
            member.isAdministrator ? .allowed : .refused
        case (_, .stranger), (_, .unclaimed): .signIn
        }
    }
}
