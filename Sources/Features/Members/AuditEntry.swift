import Store

/// Who changed what. Never who answered what, and no content.
package struct AuditEntry: Hashable, Sendable {
    /// Seconds since 1970.
    package var happenedAt: Int64
    package var actor: Actor
    package var action: Action
    /// The id of what was changed.
    package var subject: String

    package enum Actor: Hashable, Sendable {
        case member(Member.ID)
        case commandLine
        case oneTimeLink
        /// A proxy that was trusted with naming people.
        case proxy
        /// The job that removes what is too old.
        case retention
        /// Another service, by OpenID Connect.
        case openID

        var text: String {
            switch self {
            case .member(let id): id
            case .commandLine: "command line"
            case .oneTimeLink: "one-time link"
            case .proxy: "proxy"
            case .retention: "retention"
            case .openID: "OpenID"
            }
        }
    }

    package enum Action: String, Sendable {
        case joined, invited, left
        case administratorMade = "made an administrator"
        /// Who was one by a group of another service, and left the group.
        case administratorUnmade = "no administrator any more"
        case accountConnected = "connected an account of another service"
        case signedIn = "signed in"
        case signedOut = "signed out"
        case sessionEnded = "ended a session"
        case passwordChanged = "changed the password"
        case resetLinkMade = "made a reset link"
        case secondFactorOn = "switched on the second factor"
        case secondFactorOff = "switched off the second factor"
        /// By an administrator, for somebody who lost it.
        case secondFactorRemoved = "removed the second factor"
        case recoveryCodesMade = "made recovery codes"
        case recoveryCodeUsed = "used a recovery code"
        case tokenMade = "made an API token"
        case tokenRevoked = "revoked an API token"
        case teamMade = "made a team"
        case teamChanged = "changed a team"
        case teamRepositoriesChanged = "changed which repositories a team answers for"
        case teamPathsChanged = "changed a team's paths in a repository"
        case reviewAgreementChanged = "changed a review agreement"
        case teamArchived = "archived a team"
        case teamRestored = "restored a team"
        case membershipBegun = "began a membership"
        case membershipEnded = "ended a membership"
        case roleChanged = "changed a role"
        case seatedInCouncil = "seated in the council"
        case leftCouncil = "took from the council"
        case holidaysKept = "kept holidays"
        case holidaysRemoved = "removed holidays"
        case accountClaimed = "claimed an account"
        case claimConfirmed = "confirmed a claim"
        case claimProved = "proved a claim"
        case claimRefused = "refused a claim"
        case claimWithdrawn = "withdrew a claim"
        case exported = "exported everything about themselves"
        case erased = "erased a member"
        case sourceConnected = "connected a source"
        case sourceChanged = "changed a source"
        case sourcePaused = "paused a source"
        case sourceResumed = "resumed a source"
        case sourceClosed = "removed a source"
        case webhookSecretMade = "made a webhook secret"
        case writingOn = "let a source write at its host"
        case writingOff = "let a source write at its host no more"
        case reviewersOn = "let people ask for reviewers by a source"
        case reviewersOff = "let people ask for reviewers by a source no more"
        case reviewerReplaced = "asked for another reviewer"
        case webhookTested = "tested a webhook"
        case periodChanged = "changed a retention period"
        case deliveriesReplayed = "had webhooks read again"
        case pushTokenMade = "made a token of pipelines"
        case pushTokensRevoked = "took back the tokens of pipelines"
        case actionMade = "wrote down a topic or an action"
        case actionChanged = "changed a topic or an action"
        case pastResultsImported = "brought in past results"
        case scheduleStarted = "started a pulse that comes again"
        case scheduleChanged = "changed a pulse that comes again"
        case schedulePaused = "paused a pulse that comes again"
        case scheduleEnded = "ended a pulse that comes again"
        case seriesEnded = "ended a series of rounds"
        case packKept = "kept a question pack"
        case packRemoved = "removed a question pack"
        case budgetChanged = "changed how long people may be asked"
        case oldRemoved = "removed what was too old"
        case endpointAdded = "added a webhook endpoint"
        case endpointChanged = "changed a webhook endpoint"
        case endpointPaused = "paused a webhook endpoint"
        case endpointResumed = "resumed a webhook endpoint"
        case endpointRemoved = "removed a webhook endpoint"
        case endpointSecretMade = "made another secret of a webhook endpoint"
        case endpointTested = "tested a webhook endpoint"
        case eventReplayed = "had an event sent again"
    }
}

extension Connection {
    package func audit(_ action: AuditEntry.Action, of subject: String, by actor: AuditEntry.Actor, at now: Int64)
        throws
    {
        try run(
            """
            INSERT INTO audit_entry (number, happened_at, actor, action, subject)
            SELECT coalesce(max(number), 0) + 1, \(now * 1000), \(actor.text), \(action.rawValue), \(subject) FROM audit_entry
            """)
    }
}
