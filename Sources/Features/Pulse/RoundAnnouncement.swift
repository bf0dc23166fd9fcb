import BlindTickets
import Crypto
import Foundation
import Store
import Surveys

/// What somebody decided about a round before it is announced.
package struct RoundPlan: Sendable {
    package var title: String
    /// Names of the teams that are asked, in order; none for everybody. Rounds of the same ones are compared.
    package var teams: [String]
    package var questionnaire: Questionnaire
    /// Who is asked, by segment.
    package var segments: [Segment]
    /// How segments' teams lie within each other.
    package var parts: [Manifest.Part]
    package var opens: Date
    package var closes: Date
    /// Seconds after the close in which answers that waited are still taken.
    package var grace: Int
    package var k: Int
    package var audience: [String]
    package var mode = Manifest.Mode.anonymous
    /// One question that is asked at once.
    package var isPoll = false
    /// Whether people may tie their answers to those of other rounds. Such a round has one segment.
    package var tying = Tying.none
    /// Of a series that begins: the schedule whose rounds these are.
    package var schedule: PulseSchedule.ID?

    package struct Segment: Sendable {
        /// A team's name where the round is divided by teams.
        package var id: String
        package var title: String
        package var members: [Member.ID]

        package init(id: String, title: String, members: [Member.ID]) {
            self.id = id
            self.title = title
            self.members = members
        }
    }

    package init(
        title: String, teams: [String] = [], questionnaire: Questionnaire, segments: [Segment],
        parts: [Manifest.Part] = [], opens: Date, closes: Date, grace: Int = 12 * 3600, k: Int = 5,
        audience: [String]
    ) {
        self.title = title
        self.teams = teams
        self.questionnaire = questionnaire
        self.segments = segments
        self.parts = parts
        self.opens = opens
        self.closes = closes
        self.grace = grace
        self.k = k
        self.audience = audience
    }
}

/// Fixes a round's rules for good: makes the keys, writes the manifest, and says who may answer.
struct RoundAnnouncement: Sendable {
    let database: any Database
    let roundKeys: RoundKeys
    let randomBytes: @Sendable (Int) -> [UInt8]
    let work: PasswordWork

    /// Words need twice as many answers as figures (HANDBOOK D2).
    private static let wordsPerFigure = 2
    /// Seconds in which answers that waited are still taken, where nothing else is said.
    static let usualGrace = 12 * 3600

    /// - Parameters:
    ///   - check: refuses it by throwing, in the transaction that writes it.
    ///   - also: what belongs to the announcement: it happens in the same transaction, or none of it does.
    /// - Returns: the round's id.
    /// - Throws: `ManifestTrouble` for rules that are not allowed, `NearlySameRound`, `SeriesTrouble`.
    func announce(
        _ plan: RoundPlan, check: @escaping @Sendable (any Connection) throws -> Void = { _ in },
        also: @escaping @Sendable (any Connection, Round.ID) throws -> Void = { _, _ in }
    ) async throws -> Round.ID {
        let id = TypedID.text(randomBytes)
        let isAnonymous = plan.mode == .anonymous
        let keys = try await work.run { try plan.segments.map { _ in isAnonymous ? try TicketKey() : nil } }
        let isSplit = plan.segments.count > 1
        let series = try await series(plan.tying)
        let seriesKey = try series.flatMap { series in
            try plan.tying == .begins ? roundKeys.seal(seriesKey: randomBytes(32), of: series.id) : nil
        }
        let manifest = Manifest(
            survey: id, title: plan.title, mode: plan.mode,
            segments: zip(plan.segments, keys).map { segment, key in
                .init(
                    id: segment.id, title: segment.title, size: segment.members.count,
                    traits: isSplit ? [Segmentation.dimension: segment.id] : [:], key: key?.publicKey)
            },
            items: plan.questionnaire.questions.map(\.item), k: plan.k, textThreshold: Self.wordsPerFigure * plan.k,
            cuts: isSplit ? [[Segmentation.dimension]] : [], parts: isSplit ? plan.parts : [], opens: plan.opens,
            closes: plan.closes, grace: plan.grace, release: .atClose, series: series, audience: plan.audience)
        try manifest.check()
        let round = NewRound(
            teams: plan.teams, manifest: manifest, manifestBytes: try manifest.canonicalBytes,
            questionnaire: String(decoding: try JSONEncoder().encode(plan.questionnaire), as: UTF8.self),
            answerKey: isAnonymous ? try roundKeys.seal(answerKey: randomBytes(32), of: id) : nil,
            ticketKeys: Dictionary(
                uniqueKeysWithValues: try zip(plan.segments, keys).compactMap { segment, key in
                    try key.map { (segment.id, try roundKeys.seal(ticketKey: $0.stored, of: id, segment: segment.id)) }
                }),
            eligible: Dictionary(
                plan.segments.flatMap { segment in segment.members.map { ($0, segment.id) } },
                uniquingKeysWith: { first, _ in first }), isPoll: plan.isPoll)
        let groups = AskedGroups(manifest, round.eligible)
        try await database.write { db in
            if isAnonymous { try db.refuseNearlySame(groups, at: plan.opens) }
            try check(db)
            try db.announce(round)
            try db.emitOpening(of: round)
            try db.tie(round, key: seriesKey, schedule: plan.schedule)
            try also(db, id)
        }
        return id
    }

    private func series(_ tying: Tying) async throws -> Manifest.Series? {
        switch tying {
        case .none: return nil
        case .begins: return Manifest.Series(id: TypedID.text(randomBytes), wave: 1)
        case .goesOn(let id):
            guard let series = try await database.read({ try $0.waveSeries(id) }), !series.isEnded, !series.isFull
            else {
                throw SeriesTrouble.over
            }
            return Manifest.Series(id: id, wave: series.waves + 1)
        }
    }
}

extension Question {
    /// As the manifest tells it: the wording with everything that can be chosen, so that nobody sees another question.
    package var item: Manifest.Item {
        let choices = points.map { points in
            points.range.map { point in points.words[point].map { "\(point) \($0)" } ?? "\(point)" }
        }
        let parts = [text] + (choices ?? options.map(\.text))
        return Manifest.Item(
            id: id.text.replacing("/", with: "."), version: version, text: parts.joined(separator: "\n"))
    }
}
