import Foundation
import Hummingbird
import Interface
import Records
import Signals
import Store

/// Who else could review what waits, with reasons, and one press that asks them.
package struct ReviewersRoom: Feature {
    private let services: Services

    package init(_ services: Services) { self.services = services }

    package var routes: [Route] {
        [
            .get("/teams/{team}/waiting/{key}") { _, context in try await page(context) },
            Route(.post, "/teams/{team}/waiting/{key}", handler: replace),
            Route(.post, "/api/v1/teams/{team}/reviewers", operation: Self.operation, handler: replaceByProgram),
        ]
    }

    private var time: Int64 { Int64(services.now().timeIntervalSince1970) }

    private func page(
        _ context: AppContext, outcome: ReviewerSwap.Outcome? = nil
    ) async throws -> Response {
        let (member, desk) = try await desk(context)
        let subjects = desk.members.subtracting([member.id])
        if desk.role == .lead, !subjects.isEmpty {
            let now = time
            try await services.database.write(.relaxed) {
                try $0.noteOpening(of: desk.team.name, by: member.id, subjects, on: desk.team.day(at: now))
            }
        }
        let page = ReviewersPage(
            desk: desk, mayReplace: desk.mayReplace(member.id, nil), outcome: outcome, formToken: context.formToken)
        if case .refused = outcome { return try await services.framed(isRefused: true) { _ in page } }
        return try await services.framed { _ in page }
    }

    @Sendable private func replace(_ request: Request, context: AppContext) async throws -> Response {
        let (_, form) = try await context.signedForm(request)
        let (member, desk) = try await desk(context)
        let outcome = try await replace(
            desk, old: form["old"], new: form["new"], by: member
        ) { $0.key.description == $1 }
        return try await page(context, outcome: outcome)
    }

    private struct Wish: Decodable {
        let pullRequest: RecordKey
        let from: String?
        let to: String
    }

    @Sendable private func replaceByProgram(_ request: Request, context: AppContext) async throws -> Response {
        let body = try await request.body.collect(upTo: 16 << 10)
        guard let wish = try? JSONDecoder().decode(Wish.self, from: Data(String(buffer: body).utf8)) else {
            throw Problem.badRequest(
                "Send {\"pullRequest\": KEY, \"from\": LOGIN, \"to\": LOGIN}; “from” may be left out.")
        }
        let (member, desk) = try await desk(context, key: wish.pullRequest)
        let outcome = try await replace(desk, old: wish.from ?? "", new: wish.to, by: member) {
            $0.login.lowercased() == $1.lowercased()
        }
        switch outcome {
        case .done: return try .json(["state": "asked"])
        case .refused(let sentence):
            throw Problem("conflict", title: "It could not be asked", status: .conflict, detail: sentence)
        }
    }

    /// - Parameter isSame: whether an account is the one that was named.
    private func replace(
        _ desk: ReviewersDesk, old: String, new: String, by member: Member, _ isSame: (Account, String) -> Bool
    ) async throws -> ReviewerSwap.Outcome {
        let leaving = desk.asked.first { isSame($0.account, old) }
        guard old.isEmpty || leaving != nil else {
            return .refused("Whoever is to be replaced is not asked any more. Load the page again.")
        }
        guard let coming = desk.suggested.first(where: { isSame($0.account, new) }) else {
            return .refused("Only who is suggested can be asked here. The page says who that is.")
        }
        guard desk.mayReplace(member.id, coming.offer.member) else { throw Problem.forbidden(ReviewersPage.whoMay) }
        guard let hosts = services.hosts else { return .refused("Nothing is asked of any code host here.") }
        let outcome = try await hosts.replaceReviewer(
            ReviewerSwap(desk.request.key, old: leaving?.account, new: coming.account))
        if outcome == .done {
            let (now, subject) = (time, desk.request.key.id)
            try await services.database.write {
                try $0.audit(.reviewerReplaced, of: subject, by: .member(member.id), at: now)
            }
        }
        return outcome
    }

    private func desk(_ context: AppContext, key: RecordKey? = nil) async throws -> (Member, ReviewersDesk) {
        guard let member = context.visitor.member else { throw Problem.forbidden("Sign in first.") }
        let name = try context.parameter("team")
        let wanted = try key ?? RecordKey(context.parameter("key"))
        let now = time
        let desk = try await services.database.read { db in
            try wanted.flatMap { try ReviewersDesk($0, team: name, as: member, at: now, db) }
        }
        guard let desk else {
            throw Problem.notFound("No such pull request waits for reviewers in this team. Its list says what does.")
        }
        return (member, desk)
    }
}

/// A pull request that waits for reviewers, with who is asked and who could be.
struct ReviewersDesk: Sendable {
    struct Asked: Sendable {
        let account: Account
        let name: String
        let member: Member.ID?
    }

    struct Suggested: Sendable {
        let account: Account
        let offer: SuggestedReviewer
    }

    let team: Team
    let role: Membership.Role?
    let open: OpenPullRequest
    let request: PullRequest
    let author: Member.ID?
    let asked: [Asked]
    let suggested: [Suggested]

    /// Nil where it does not wait for reviewers.
    init?(_ key: RecordKey, team name: String, as member: Member, at now: Int64, _ db: any Connection) throws {
        guard let team = try db.team(name),
            let open = try db.openPullRequests(for: DeliveryChoice(team: name)).first(where: { $0.key == key }),
            open.turn.party == .reviewer, let request = try db.pullRequestHistories([key]).first?.pullRequest
        else { return nil }
        let accounts = Dictionary(try db.records(Account.self).map { ($0.key, $0) }) { first, _ in first }
        let identities = DeliveryIdentities(try db.knownDeliveryPeople())
        let people = Dictionary(identities.people.map { ($0.id, $0) }) { first, _ in first }
        (self.team, self.open, self.request) = (team, open, request)
        role = try db.role(of: member.id, in: name, at: now)
        author = identities.member(of: request.author)
        asked = request.requestedReviewers.compactMap { key in
            guard key.kind == .account else { return nil }
            let login = key.id.hasPrefix("@") ? String(key.id.dropFirst()) : key.id
            let account = accounts[key] ?? Account(key: key, login: login)
            let person = identities.person(of: key).flatMap { people[$0] }
            return Asked(
                account: account, name: person.map { $0.kind == .withheld ? "Somebody" : $0.name } ?? account.login,
                member: identities.member(of: key))
        }
        suggested = (try db.suggestedReviewers(in: name)[key.description] ?? []).compactMap { offer in
            accounts[offer.account].map { Suggested(account: $0, offer: offer) }
        }
    }

    /// Everybody whom the page is about.
    var members: Set<Member.ID> { Set(asked.compactMap(\.member) + suggested.compactMap(\.offer.member)) }

    /// Whoever wrote it, whoever is asked or would be, and the team's leads.
    ///
    /// - Parameter coming: nil for any of those who are suggested.
    func mayReplace(_ member: Member.ID, _ coming: Member.ID?) -> Bool {
        if role == .lead || author == member || asked.contains(where: { $0.member == member }) { return true }
        return coming.map { $0 == member } ?? suggested.contains { $0.offer.member == member }
    }
}

extension ReviewersRoom {
    private static let operation = Operation(
        "replaceReviewer", summary: "Ask for a suggested reviewer in place of one who is asked",
        description: """
            For whoever wrote the pull request, whoever is asked or would be, and the team's leads. A connection that reads it \
            has to be let ask for reviews; else the answer is 409 and says what is lacking.
            """,
        body: Operation.Body(schema: [
            "type": "object", "required": ["pullRequest", "to"],
            "properties": [
                "pullRequest": ["type": "string", "description": "Its key."],
                "from": [
                    "type": "string", "description": "The login of who is asked no more; without it one more is asked.",
                ],
                "to": ["type": "string", "description": "The login of somebody who is suggested."],
            ],
        ]),
        answer: [
            "type": "object", "required": ["state"], "properties": ["state": ["const": "asked"]],
        ])
}

extension Link {
    static func reviewers(_ key: RecordKey, in team: String) -> Link { Link("teams", team, "waiting", key.description) }
}
