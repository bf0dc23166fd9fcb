/// Why somebody could not be signed in by another service.
enum OpenIDTrouble: Error, Hashable, Sendable {
    /// It does not answer, or not in its protocol's words.
    case unreachable(String)
    /// It said no, in the protocol's word for why.
    case refused(String)
    /// What came back does not belong to a sign-in that this browser began.
    case mixedUp
    /// The token cannot be believed. The reason is for the log.
    case unbelievable(String)
    /// Somebody who signs in otherwise has the login.
    case loginTaken(String)
    /// Connected with somebody else here.
    case taken
    case left

    /// For whoever wanted to sign in.
    var words: String {
        switch self {
        case .unreachable: "The service does not answer as it should. Try again in a while, or ask who runs it."
        case .refused("access_denied"): "The service did not let you in, or you stopped there."
        case .refused(let code): "The service refused (\(code)). Ask who runs this server."
        case .mixedUp: "That was not the sign-in which this browser began, or it took too long. Begin again."
        case .unbelievable:
            "What the service said about you cannot be believed. Begin again; if it stays so, ask who runs it."
        case .loginTaken(let login):
            """
            Somebody has the login “\(login)” here already. If that is you, sign in as before and connect the two accounts \
            under “You”.
            """
        case .taken: "Somebody else here is connected with that account."
        case .left: "Your membership here has ended."
        }
    }

    /// For the log.
    var reason: String {
        switch self {
        case .unreachable(let reason), .unbelievable(let reason), .refused(let reason): reason
        case .mixedUp: "another sign-in"
        case .loginTaken: "the login is taken"
        case .taken: "the account is connected with another member"
        case .left: "the membership has ended"
        }
    }
}
