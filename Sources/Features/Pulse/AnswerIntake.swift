import BlindTickets
import Foundation
import NIOCore
import Store

/// Takes answers from whoever has a ticket. It knows nothing of who sends them, and asks nothing.
package struct AnswerIntake: Sendable {
    private let rounds: OpenRounds
    private let queue: SubmissionQueue
    private let now: @Sendable () -> Date
    private let randomBytes: @Sendable (Int) -> [UInt8]

    init(
        rounds: OpenRounds, queue: SubmissionQueue, now: @escaping @Sendable () -> Date,
        randomBytes: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.rounds = rounds
        self.queue = queue
        self.now = now
        self.randomBytes = randomBytes
    }

    /// - Parameter body: an envelope, to the last byte.
    /// - Returns: the same for an answer that counts now and for one that counted before.
    /// - Throws: where the answer could not be kept; it may be sent again.
    package func take(_ body: ByteBuffer) async throws -> SubmissionReply {
        let time = now()
        guard let envelope = try? Envelope(parsing: body.readableBytesView),
            let round = try await rounds.entry(envelope.ticket.survey, now: time),
            let admitted = try? round.admission.admit(envelope, size: body.readableBytes, now: time)
        else { return .refused }
        let survey = envelope.ticket.survey
        let answer = SealedAnswer(segment: admitted.segment, answers: admitted.answers)
        return try await queue.add(
            .init(
                round: survey, hash: Array(admitted.hash.bytes), id: randomBytes(16),
                sealed: try round.seal.seal(answer)))
    }
}
