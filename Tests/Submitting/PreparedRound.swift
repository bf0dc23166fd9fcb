import BlindTickets
import Features
import Foundation
import Store
import Surveys

/// A round that is open, with an answer of everybody who is asked.
struct PreparedRound {
    let round: Round
    /// All of one size.
    let envelopes: [Data]
    var size: Int { envelopes.first?.count ?? 0 }

    private static let questions = (1...7).map {
        Question(id: .init("own/q\($0)"), text: "Statement \($0)", form: .points(Points(1...5)!))
    }

    init(_ database: any Database, in data: URL, count: Int) async throws {
        let members = (0..<count).map { "member-\($0)" }
        try await database.write { db in
            for id in members {
                try db.add(Member(id: id, login: id, name: id, isAdministrator: false, joinedAt: 0), password: nil)
            }
        }
        let key = try KeyFile.key(at: data.appending(path: "tutti.key").path(), randomBytes: bytes)
        let desk = PulseDesk(
            database: database, key: key, now: { Date() }, randomBytes: { bytes($0) }, work: PasswordWork())
        let plan = RoundPlan(
            title: "Measured", questionnaire: Questionnaire(questions: Self.questions),
            segments: [.init(id: "everybody", title: "Everybody", members: members)],
            opens: Date(timeIntervalSinceNow: -60), closes: Date(timeIntervalSinceNow: 86_400),
            audience: ["Nobody: this round is measured."])
        let id = try await desk.announce(plan)
        guard let round = try await database.read({ try $0.round(id) }) else { throw CocoaError(.fileReadUnknown) }
        self.round = round
        envelopes = try await Self.envelopes(members, round, desk)
    }

    private static func envelopes(_ members: [String], _ round: Round, _ desk: PulseDesk) async throws -> [Data] {
        try await withThrowingTaskGroup(of: [Data].self) { group in
            for part in 0..<4 {
                group.addTask {
                    var made: [Data] = []
                    for place in stride(from: part, to: members.count, by: 4) {
                        let request = try TicketRequest(manifest: round.manifest, segment: "everybody")
                        let signature = try await desk.issue(request.blinded, to: members[place], in: round.id)
                        let ticket = try request.finalize(signature)
                        let answers = Dictionary(
                            uniqueKeysWithValues: questions.map { ($0.id, Answer.point(1 + place % 5)) })
                        let body = Envelope(ticket: ticket, answers: try JSONEncoder().encode(Response(answers)))
                        made.append(Data(try body.sealed(size: round.manifest.envelope)))
                    }
                    return made
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// How many signatures one core checks in a second, with nothing around them.
    func checksPerSecond() throws -> Double {
        let admission = try Admission(round.manifest)
        let sample = envelopes.prefix(1000)
        let start = ContinuousClock.now
        for envelope in sample { _ = try admission.admit(envelope, now: Date()) }
        return Double(sample.count) / ((ContinuousClock.now - start) / .seconds(1))
    }
}
