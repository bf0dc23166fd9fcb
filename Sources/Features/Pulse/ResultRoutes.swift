import Foundation
import Hummingbird
import NIOCore
import Store
import Surveys

/// Results for whoever may see them, as a table and for programs. Pages show the same: `RoundResults`.
extension PulseRoom {
    @Sendable func table(_ request: Request, context: AppContext) async throws -> Response {
        let id = try context.parameter("round")
        let told = try await readable(id, context) { try $0.told(of: $1, to: $2, at: $3) }
        let cells = try told.cells.map { try JSONDecoder().decode(RoundResult.CellResult.self, from: Data($0.utf8)) }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"pulse.csv\"",
                .cacheControl: "no-store",
            ],
            body: ResponseBody(
                byteBuffer: ByteBuffer(bytes: RoundExport.csv(cells, told.questionnaire, words: told.words))))
    }

    @Sendable func results(_ request: Request, context: AppContext) async throws -> Response {
        let id = try context.parameter("round")
        let texts = try await readable(id, context) { db, _, reader, _ in try db.cellTexts(for: reader) }
        return .json(bytes: Data("{\"cells\":[\(texts.joined(separator: ","))],\"round\":\"\(id)\"}".utf8))
    }

    /// - Throws: a problem of status 404 where nothing was released, and 403 where nothing of it is for this reader.
    private func readable<Value: Sendable>(
        _ id: Round.ID, _ context: AppContext,
        _ read: @escaping @Sendable (any Connection, Round, Readership, Int64) throws -> Value
    ) async throws -> Value {
        let now = Int64(services.now().timeIntervalSince1970)
        let visitor = context.visitor
        return try await services.database.read { db in
            guard let round = try db.round(id) else { throw Self.noSuchRound }
            guard round.state == .released else {
                throw Problem.notFound("Nothing of this round is shown: it has not ended, or too few answered.")
            }
            guard let reader = try db.readership(of: round, for: visitor, at: now) else {
                throw Problem.forbidden("What came out of this round is for those who were asked.")
            }
            return try read(db, round, reader, now)
        }
    }
}

/// What one reader may have of a round as a table.
private struct ToldResults: Sendable {
    let questionnaire: Questionnaire
    /// JSON, of each cell.
    let cells: [String]
    /// By question, where all together is theirs to see.
    let words: [WordsResult]
}

extension Connection {
    fileprivate func told(of round: Round, to reader: Readership, at now: Int64) throws -> ToldResults {
        let questionnaire = try questionnaire(of: round.id)
        let seesAll = reader.cells.contains { $0.id.isEmpty }
        let words = seesAll ? try words(for: reader, at: now) : []
        return ToldResults(
            questionnaire: questionnaire, cells: try cellTexts(for: reader),
            words: questionnaire.questions.filter { $0.form == .words }.map { words.result(of: $0.id, round.rules) })
    }

    /// Nil where nothing is for this reader.
    ///
    /// - Parameter part: the cell to be shown in full; the first that the reader may see without it.
    /// - Throws: a problem of status 403 for a cell that is not theirs to see.
    func results(
        of round: Round, _ questionnaire: Questionnaire, part: String?, for visitor: Visitor, formToken: String,
        at now: Date
    ) throws -> RoundResults? {
        guard let reader = try readership(of: round, for: visitor, at: Int64(now.timeIntervalSince1970)) else {
            return nil
        }
        guard let cell = try cell(part ?? reader.cells[0].id, for: reader) else {
            throw Problem.forbidden("This group's result is for those who belong to it.")
        }
        return RoundResults(
            round: round, questionnaire: questionnaire, cell: cell, cells: reader.cells,
            means: reader.cells.count > 1 ? try means(for: reader) : [:],
            words: cell.id.isEmpty ? try words(for: reader, at: Int64(now.timeIntervalSince1970)) : [],
            mayReply: try visitor.member.map {
                try mayReply($0, to: round, at: Int64(now.timeIntervalSince1970))
            } ?? false,
            replyTimes: cell.id.isEmpty
                ? try replyTimes(ofTeams: Round.key(round.teams), round.rules, at: Int64(now.timeIntervalSince1970))
                : nil,
            past: cell.id.isEmpty ? try past(beside: round, for: visitor, at: now) : [],
            actions: try resultActions(
                of: round, questionnaire, cell, for: visitor, formToken: formToken,
                at: Int64(now.timeIntervalSince1970)))
    }

    /// What was brought in of surveys that asked the same: everybody, or the one team.
    private func past(beside round: Round, for visitor: Visitor, at now: Date) throws -> [ImportedSeries] {
        guard round.teams.count <= 1 else { return [] }
        let reader = try pastReadership(for: visitor, at: Int64(now.timeIntervalSince1970))
        return try pastResults(for: reader).filter { $0.team == round.teams.first && $0.round.group == nil }
            .series.map(\.series)
    }
}
