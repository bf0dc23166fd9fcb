import Foundation

/// Decides which envelopes count in one round: all that the server needs to know to take an answer from nobody in particular.
///
/// What is left to the caller is one transaction: insert `hash` into the round's spent list, where it is unique, and
/// the answers into the sealed buffer, both or neither. A hash that is there already stores nothing, and gets the same reply:
/// `SubmissionReply.counted` either way. One core checks several thousand envelopes a second.
package struct Admission: Sendable {
    private let manifest: Manifest
    private let verifiers: [String: TicketVerifier]

    /// Keys are read once, not with every answer.
    package init(_ manifest: Manifest) throws(TicketTrouble) {
        self.manifest = manifest
        var verifiers: [String: TicketVerifier] = [:]
        for segment in manifest.segments { verifiers[segment.id] = try manifest.verifier(of: segment.id) }
        self.verifiers = verifiers
    }

    package struct Admitted: Hashable, Sendable {
        package let segment: String
        package let hash: TicketHash
        package let answers: Data
    }

    /// - Parameters:
    ///   - body: the request's body, to the last byte.
    ///   - now: by the server's clock. It decides whether the round is open and is kept nowhere.
    package func admit(_ body: some DataProtocol, now: Date) throws(Refusal) -> Admitted {
        try admit(Envelope(parsing: body), size: body.count, now: now)
    }

    /// The same for who has read the envelope already.
    ///
    /// - Parameter size: of the body that it came in.
    package func admit(_ envelope: Envelope, size: Int, now: Date) throws(Refusal) -> Admitted {
        guard size == manifest.envelope else { throw .size }
        guard envelope.ticket.survey == manifest.survey, manifest.takesAnswers(at: now) else { throw .survey }
        return try admit(envelope.ticket, envelope.answers)
    }

    private func admit(_ ticket: Ticket, _ answers: Data) throws(Refusal) -> Admitted {
        guard let verifier = verifiers[ticket.segment] else { throw .segment }
        guard verifier.isValid(signature: ticket.signature, for: ticket.input) else { throw .signature }
        guard let message = ticket.message, message.isFor(survey: manifest.survey, segment: ticket.segment) else {
            throw .message
        }
        return Admitted(segment: ticket.segment, hash: ticket.hash, answers: answers)
    }
}

extension Ticket {
    /// Whether it is one of this round, as its server will judge it: for a ticket that comes from elsewhere.
    package func isValid(for manifest: Manifest) -> Bool {
        guard survey == manifest.survey, let verifier = try? manifest.verifier(of: segment) else { return false }
        return verifier.isValid(signature: signature, for: input)
            && message?.isFor(survey: manifest.survey, segment: segment) == true
    }
}
