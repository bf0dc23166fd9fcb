/// One step of a member saying that an account of a git history is theirs.
package struct AccountClaim: Codable, Hashable, Sendable {
    package enum Action: String, Codable, Sendable {
        case claim
        /// By somebody else who may say so.
        case confirm
        /// By an address that the member has shown to be theirs.
        case prove
        case refuse
        /// By whom it belongs to, at any time.
        case withdraw
    }

    package var action: Action
    /// The member's id.
    package var member: String
    package var signature: Signature
    /// A member's id, `proof` or `command line`.
    package var decidedBy: String
    /// Seconds since 1970.
    package var decidedAt: Int64

    package init(action: Action, member: String, signature: Signature, decidedBy: String, decidedAt: Int64) {
        self.action = action
        self.member = member
        self.signature = signature
        self.decidedBy = decidedBy
        self.decidedAt = decidedAt
    }
}

/// Which accounts are whose, by what was said last.
package struct AccountClaims: Sendable {
    package enum State: String, Codable, Sendable {
        /// Nobody has looked at it yet.
        case open
        case confirmed
        /// Confirmed by a proof instead of a person.
        case proven
        case refused

        package var isHeld: Bool { self == .confirmed || self == .proven }
    }

    package struct Claim: Hashable, Sendable {
        package var member: String
        package var signature: Signature
        package var state: State
        /// Since when it is in this state, in seconds since 1970.
        package var since: Int64
    }

    /// Without those that were withdrawn; by signature, then by member.
    package private(set) var all: [Claim] = []

    /// - Parameter steps: oldest first.
    package init(_ steps: [AccountClaim]) {
        var latest: [[UInt8]: [String: AccountClaim]] = [:]
        for step in steps { latest[step.signature.bytes, default: [:]][step.member] = step }
        all = latest.values.flatMap(\.values).compactMap(Self.claim)
            .sorted { ($0.signature, $0.member) < ($1.signature, $1.member) }
    }

    private static func claim(_ step: AccountClaim) -> Claim? {
        let state: State
        switch step.action {
        case .claim: state = .open
        case .confirm: state = .confirmed
        case .prove: state = .proven
        case .refuse: state = .refused
        case .withdraw: return nil
        }
        return Claim(member: step.member, signature: step.signature, state: state, since: step.decidedAt)
    }

    package func state(of member: String, _ signature: Signature) -> State? {
        all.first { $0.member == member && $0.signature.bytes == signature.bytes }?.state
    }

    /// To whom an account is confirmed to belong: to one member at most.
    package func holder(of signature: Signature) -> String? {
        all.first { $0.state.isHeld && $0.signature.bytes == signature.bytes }?.member
    }

    package func claims(of member: String) -> [Claim] { all.filter { $0.member == member } }

    package var open: [Claim] { all.filter { $0.state == .open } }
}
