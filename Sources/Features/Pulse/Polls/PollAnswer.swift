import BlindTickets
import Foundation
import Records
import Store
import Surveys

/// What programs are told of a poll.
package struct PollAnswer: Codable, Sendable {
    package struct Option: Codable, Sendable {
        package let id: String
        package let text: String
    }

    /// As far as it may be told; of a named poll to the last vote, of an anonymous one after suppression and rounding.
    package struct Result: Codable, Sendable {
        package let id: String
        package let text: String
        /// Of those who answered, 0–1.
        package let share: Double?
        package let people: [String]?
        package let dots: Double?
        package let meanPlace: Double?
        package let place: Int?
    }

    package let id: Round.ID
    package let url: String
    package let question: String
    /// `choice`, `dots` or `ranking`.
    package let kind: String
    package let options: [Option]
    /// Of dots: how many there are to give, and how many on one option.
    package let dots: Int?
    package let dotsEach: Int?
    package let mode: String
    package let teams: [String]
    package let state: String
    package let opens: String
    package let closes: String
    package let invited: Int
    /// Absent below the least number that is told.
    package let answered: Int?
    package let isAsked: Bool
    package let hash: String
    /// The asker's own, of a named poll.
    package let own: Answer?
    /// In order; absent before the end and for whom it is not.
    package let results: [Result]?

    init(_ round: Round, for visitor: Visitor, at now: Date, in db: any Connection) throws {
        let manifest = round.manifest
        let time = Int64(now.timeIntervalSince1970)
        let member = visitor.member?.id ?? ""
        let isNamed = manifest.mode == .named
        let question = try db.questionnaire(of: round.id).questions.first
        let spent = isNamed ? try db.voteCount(round.id) : try db.spentCount(round.id)
        let told = round.counts.map(\.answered) ?? spent
        id = round.id
        url = Link.round(round.id).path
        self.question = manifest.title
        options = (question?.options ?? []).map { Option(id: $0.id, text: $0.text) }
        let shape: (kind: String, dots: Int?, each: Int?) =
            switch question?.form {
            case .dots(_, let most, let each): ("dots", most, each)
            case .ranking: ("ranking", nil, nil)
            default: ("choice", nil, nil)
            }
        (kind, dots, dotsEach) = (shape.kind, shape.dots, shape.each)
        mode = manifest.mode.rawValue
        teams = round.teams
        state = round.phase(at: now).rawValue
        opens = manifest.opens.formatted(.iso8601)
        closes = manifest.closes.formatted(.iso8601)
        invited = manifest.segments.reduce(0) { $0 + $1.size }
        answered = told >= manifest.k || isNamed && round.state == .released ? told : nil
        isAsked = try db.eligibility(of: member, in: round.id) != nil
        hash = try manifest.hash.description
        own = isNamed ? try db.vote(of: member, in: round.id) : nil
        results = try question.flatMap { question in
            isNamed
                ? try Self.named(round, question, visitor, time, db)
                : try Self.anonymous(round, question, visitor, time, db)
        }
    }

    private static func named(
        _ round: Round, _ question: Question, _ visitor: Visitor, _ now: Int64, _ db: any Connection
    ) throws -> [Result]? {
        guard let reader = try db.pollReadership(of: round, for: visitor, at: now) else { return nil }
        let count = PollCount(question, try db.votes(for: reader))
        return count.lines.map { line in
            Result(
                id: line.option.id, text: line.option.text,
                share: count.votes > 0 ? Double(line.people.count) / Double(count.votes) : nil, people: line.people,
                dots: line.dots.map(Double.init), meanPlace: line.meanPlace, place: line.place)
        }
    }

    private static func anonymous(
        _ round: Round, _ question: Question, _ visitor: Visitor, _ now: Int64, _ db: any Connection
    ) throws -> [Result]? {
        guard let reader = try db.readership(of: round, for: visitor, at: now),
            let options = try db.cell("", for: reader)?.questions.first?.options
        else { return nil }
        return options.inOrder.map { option in
            Result(
                id: option.id, text: question.options.first { $0.id == option.id }?.text ?? option.id,
                share: option.share, people: nil, dots: option.dots, meanPlace: option.meanPlace, place: option.place)
        }
    }
}

extension [RoundResult.OptionResult] {
    /// The first place first, where there are places.
    var inOrder: [RoundResult.OptionResult] { sorted { ($0.place ?? 0) < ($1.place ?? 0) } }
}
