import Foundation
import Hummingbird
import Records
import Store
import Surveys

extension PulseRoom {
    @Sendable func burden(_ request: Request, context: AppContext) async throws -> Response {
        try await burdenPage(context)
    }

    private func burdenPage(_ context: AppContext, error: String? = nil) async throws -> Response {
        let token = context.formToken
        let member = context.visitor.member
        let time = Int64(services.now().timeIntervalSince1970)
        return try await services.framed(isRefused: error != nil) { db in
            let ledger = try db.burdenLedger(at: time)
            let crowd = try db.askedCrowd()
            return BurdenPage(
                ledger: ledger, table: BurdenTable(ledger, crowd, try db.pulseBudgets(), at: time), tree: crowd.tree,
                own: member.map { (ledger.used(by: $0.id), ledger.budget(of: $0.id).minutesPerMonth) },
                mayAgree: try member.map { try db.mayAgree($0, at: time) } ?? [], formToken: token, error: error)
        }
    }

    @Sendable func keepBudget(_ request: Request, context: AppContext) async throws -> Response {
        let (member, sent) = try await context.signedForm(request)
        let time = Int64(services.now().timeIntervalSince1970)
        let team = sent["team"]
        guard let budget = Int(sent["minutes"]).flatMap({ Burden(minutesPerMonth: $0) }) else {
            return try await burdenPage(context, error: "Minutes must be a whole number from 1 to 60.")
        }
        try await services.database.write { db in
            try db.agree(budget, ofTeam: team, by: member, at: time)
        }
        return .redirect(to: Link.burden.path, type: .normal)
    }
}

extension Connection {
    /// - Throws: a problem of status 403 for somebody who does not agree for this team.
    func agree(_ budget: Burden, ofTeam team: String, by member: Member, at now: Int64) throws {
        guard try mayAgree(member, at: now).contains(team) else {
            throw Problem.forbidden("Who leads a team agrees for it, and administrators for everybody.")
        }
        try keep(budget, ofTeam: team, by: .member(member.id), at: now)
    }

    /// Teams for which somebody says how long people may be asked; an empty name stands for everybody.
    fileprivate func mayAgree(_ member: Member, at now: Int64) throws -> [String] {
        (member.isAdministrator ? [""] : []) + (try askable(by: member, at: now).rows.map(\.team.name))
    }
}
