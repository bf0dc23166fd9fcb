import BlindTickets
import Hummingbird
import Store

/// Series of rounds over which people may tie their answers.
extension PulseRoom {
    var seriesRoutes: [Route] { [Route(.post, "/pulse/series/{series}/end", handler: endSeries)] }

    @Sendable private func endSeries(_ request: Request, context: AppContext) async throws -> Response {
        let (member, _) = try await context.signedForm(request)
        let id = try context.parameter("series")
        try await endSeries(id, by: member)
        let last = try await services.database.read { try $0.lastRound(of: id) }
        return .redirect(to: last.map { Link.round($0).path } ?? Link.pulse.path, type: .normal)
    }

    /// - Throws: a problem of status 403 for who does not keep it.
    func endSeries(_ id: WaveSeries.ID, by member: Member) async throws {
        guard let desk else { throw Self.noKey }
        let time = time
        try await services.database.read { db in
            guard let series = try db.waveSeries(id) else { throw Self.noSuchSeries }
            guard try db.askable(by: member, at: time).mayAsk(series.teams) else {
                throw Problem.forbidden("Those who lead the teams that it asks, and administrators, end it.")
            }
        }
        try await desk.endSeries(id, by: .member(member.id))
    }

    static let noSuchSeries = Problem.notFound("There is no such series.")
}

extension Connection {
    func lastRound(of series: WaveSeries.ID) throws -> Round.ID? {
        try value(
            "SELECT id FROM pulse_round WHERE series = \(series) ORDER BY opens_at DESC, id LIMIT 1", as: String.self)
    }

    /// Nil for somebody who does not end the series that a round belongs to, or where it has ended.
    func seriesEnd(of round: Round, for visitor: Visitor, formToken: String, at now: Int64) throws -> SeriesEnd? {
        guard let id = round.manifest.series?.id, let member = visitor.member, let series = try waveSeries(id),
            !series.isEnded, try leads(member.id, at: now) || member.isAdministrator,
            try askable(by: member, at: now).mayAsk(series.teams)
        else { return nil }
        return SeriesEnd(series: series, formToken: formToken)
    }
}
