import Foundation
import Records
import Store
import Surveys

/// Everything that is tied to one member, for that member alone. What they answered anonymously is tied to nobody, so that
/// it cannot be here.
package struct MyData: Encodable, Sendable {
    let schema = "tutti.me/1"
    let exportedAt: String
    let login: String
    let name: String
    let isAdministrator: Bool
    let isInCouncil: Bool
    let joinedAt: String
    let leftAt: String?
    let objectedAt: String?
    let hasPassword: Bool
    let secondFactorSince: String?
    let recoveryCodesLeft: Int
    let sessions: [Session]
    let browsersKnown: Int
    let tokens: [Token]
    let otherServices: [OtherService]
    let memberships: [Membership]
    let schedules: [WorkSchedule]
    let absences: [Absence]
    let quietHours: QuietHours
    let provenAddresses: [String]
    let claims: [AccountClaim]
    /// Teams and groups of code hosts to which own accounts belong, as their hosts said last.
    let hostTeams: [String]
    /// Rounds of a pulse that are not released yet; never whether or what was answered.
    let invitedTo: [String]
    /// What was said in polls that carry names, by round.
    let namedVotes: [String: Answer]
    let activity: [Activity]
    let auditLog: [AuditLine]

    struct Session: Encodable, Sendable {
        let client: String
        let beganAt: String
        let seenAt: String
        let endsAt: String
    }

    struct Token: Encodable, Sendable {
        let title: String
        let scope: String
        let madeAt: String
        let endsAt: String
        let usedOn: String?
    }

    struct OtherService: Encodable, Sendable {
        let issuer: String
        let subject: String
    }

    /// What the confirmed accounts did in one repository.
    package struct Activity: Codable, Hashable, Sendable {
        package var repository: Repository.ID
        package var signature: Signature
        package var commits: Int
        package var firstAt: String?
        package var lastAt: String?
    }

    struct AuditLine: Encodable, Sendable {
        let happenedAt: String
        /// Whether the member did it; else it was done to them, and nobody is named.
        let byYou: Bool
        let action: String
        let subject: String
    }
}

extension Connection {
    package func everything(about me: Oneself, at now: Int64) throws -> MyData {
        let id = me.member.id
        return MyData(
            exportedAt: Days.instant(now), login: me.member.login, name: me.member.name,
            isAdministrator: me.member.isAdministrator, isInCouncil: try isInCouncil(id),
            joinedAt: Days.instant(me.member.joinedAt), leftAt: me.member.leftAt.map(Days.instant),
            objectedAt: try objection(of: me).map(Days.instant), hasPassword: try password(of: id) != nil,
            secondFactorSince: try secondFactor(of: id)?.confirmedAt.map(Days.instant),
            recoveryCodesLeft: try recoveryCodeCount(of: id),
            sessions: try sessions(of: id, at: now).map {
                MyData.Session(
                    client: $0.client, beganAt: Days.instant($0.beganAt), seenAt: Days.instant($0.seenAt),
                    endsAt: Days.instant($0.endsAt))
            },
            browsersKnown: try value("SELECT count(*) FROM known_device WHERE member = \(id)") ?? 0,
            tokens: try tokens(of: me), otherServices: try otherServices(of: me),
            memberships: try memberships(ofMember: id), schedules: try schedules(of: me),
            absences: try absences(of: me), quietHours: try quietHours(of: id),
            provenAddresses: try provenAddresses(of: id).sorted(),
            claims: try accountClaims().filter { $0.member == id }.map { claim in
                var claim = claim
                if claim.decidedBy != id, claim.decidedBy != "proof" { claim.decidedBy = "somebody else" }
                return claim
            },
            hostTeams: try hostTeams(of: me),
            invitedTo: try rows(
                "SELECT round FROM pulse_eligibility WHERE member = \(id) ORDER BY round"
            ) { try $0.get(0, as: String.self) },
            namedVotes: try namedVotes(of: me), activity: try activity(of: me), auditLog: try auditLines(of: me))
    }

    /// What one's own confirmed accounts did: shown to nobody else.
    package func activity(of me: Oneself) throws -> [MyData.Activity] {
        let held = Set(
            AccountClaims(try accountClaims()).claims(of: me.member.id).filter(\.state.isHeld).map(\.signature))
        guard !held.isEmpty else { return [] }
        return try signatureUses().filter { held.contains($0.signature) }.map {
            MyData.Activity(
                repository: $0.repository, signature: $0.signature, commits: $0.commits,
                firstAt: $0.firstAt.map(Days.instant), lastAt: $0.lastAt.map(Days.instant))
        }
    }

    private func hostTeams(of me: Oneself) throws -> [String] {
        let own = DeliveryIdentities(try knownDeliveryPeople()).accounts { $0 == me.member.id }
        return try records(HostTeam.self).filter { !own.isDisjoint(with: $0.members?.accounts ?? []) }
            .map { "\($0.key.source)/\($0.name)" }.sorted()
    }

    private func tokens(of me: Oneself) throws -> [MyData.Token] {
        try rows(
            "SELECT title, scope, made_at, ends_at, used_on FROM api_token WHERE member = \(me.member.id) ORDER BY made_at"
        ) {
            MyData.Token(
                title: try $0.get(0), scope: try $0.get(1), madeAt: Days.instant(try $0.get(2, as: Int64.self) / 1000),
                endsAt: Days.instant(try $0.get(3, as: Int64.self) / 1000),
                usedOn: try $0.get(4, as: Int64?.self).map { CivilDay(number: $0).text })
        }
    }

    private func otherServices(of me: Oneself) throws -> [MyData.OtherService] {
        try rows("SELECT issuer, subject FROM openid_account WHERE member = \(me.member.id) ORDER BY issuer, subject") {
            MyData.OtherService(issuer: try $0.get(0), subject: try $0.get(1))
        }
    }

    private func auditLines(of me: Oneself) throws -> [MyData.AuditLine] {
        let id = me.member.id
        return try rows(
            "SELECT happened_at, actor, action, subject FROM audit_entry WHERE actor = \(id) OR subject = \(id) ORDER BY number"
        ) {
            let actor: String = try $0.get(1)
            return MyData.AuditLine(
                happenedAt: Days.instant(try $0.get(0, as: Int64.self) / 1000), byYou: actor == id,
                action: try $0.get(2), subject: try $0.get(3))
        }
    }
}
