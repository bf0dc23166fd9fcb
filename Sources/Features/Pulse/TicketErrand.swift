import Foundation
import Hummingbird
import Interface
import Records
import Store

/// What a page asks the browser of somebody who is asked: to fetch a ticket at a random time, whether they answer or not, and to
/// send an answer or a follow-up that waits.
///
/// It goes along with every page, so that a ticket tells nothing but that somebody used Tutti while a round was open. Pages of
/// people whom no open round asks have none, and cost no request, but for some weeks after a reply that may be followed up: then
/// everybody's have one, whoever got the reply.
package struct TicketErrand: Sendable {
    private let database: any Database
    private let now: @Sendable () -> Date

    package init(_ services: Services) {
        database = services.database
        now = services.now
    }

    /// What stands at the end of a page's head; nil for a page that needs nothing.
    ///
    /// Pages of rounds have one even where nothing is open: what came too late to be sent is deleted there.
    package func head(_ path: String, _ context: AppContext) async throws -> String? {
        guard case .member(let member, _) = context.visitor, let secret = context.secret else { return nil }
        let time = Int64(now().timeIntervalSince1970)
        let (rounds, isFollowed) = try await database.read { db in
            (try db.roundsAsking(member.id, at: time), try db.mayBeFollowedUp(at: time))
        }
        guard !rounds.isEmpty || isFollowed || path.hasPrefix(Link.pulse.path) else { return nil }
        let errand = JSONValue.object([
            "owner": .string(member.id), "form": .string(secret.formToken),
            "rounds": .array(
                rounds.map { .object(["survey": .string($0.round), "segment": .string($0.segment)]) }),
        ])
        let text = String(decoding: try JSONValue.canonical(errand), as: UTF8.self)
        let html: HTML = """
            <meta name="ticket-errand" content="\(text)">
            \(each([Asset.blindTickets, .tickets]) { "<script type=\"module\" src=\"\(href: $0.path)\"></script>\n" })
            """
        return html.text
    }
}

extension Connection {
    /// Days after a reply in which a follow-up leaves from every page.
    private static var followedDays: Int64 { 30 }

    /// The same for everybody.
    fileprivate func mayBeFollowedUp(at now: Int64) throws -> Bool {
        let earliest = (now - Self.followedDays * 86_400) * 1000
        return try value(
            "SELECT 1 FROM pulse_reply_message WHERE permit_hash IS NOT NULL AND written_at > \(earliest) LIMIT 1",
            as: Int.self) != nil
    }

    /// Rounds that take answers now and ask this member, with where they stand in each; polls that carry names have no tickets.
    fileprivate func roundsAsking(_ member: Member.ID, at now: Int64) throws -> [(round: Round.ID, segment: String)] {
        try rows(
            """
            SELECT pulse_eligibility.round, pulse_eligibility.segment
            FROM pulse_round JOIN pulse_eligibility ON pulse_eligibility.round = pulse_round.id
            WHERE pulse_round.state = 'announced' AND pulse_round.ends_at > \(now * 1000)
                AND pulse_round.opens_at <= \(now * 1000) AND pulse_eligibility.member = \(member)
                AND pulse_round.answer_key IS NOT NULL
            ORDER BY pulse_eligibility.round
            """
        ) { (try $0.get(0), try $0.get(1)) }
    }
}
