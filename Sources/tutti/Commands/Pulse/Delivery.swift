import BlindTickets
import Foundation

/// What became of an answer.
struct Delivery: Encodable {
    enum Outcome: String, Encodable {
        case waits
        case counted
        /// The server took no more answers.
        case refused
        /// The round and its grace were over before anything was sent.
        case tooLate
    }

    let outcome: Outcome
    let title: String
    let hash: String
    let receipt: String
    let usedTickets: String
    /// When it leaves, at the earliest; only while it waits.
    let leaves: String?

    init(_ round: KeptRound, _ outcome: Outcome) {
        self.outcome = outcome
        title = round.title
        hash = round.hash
        receipt = round.receipt
        usedTickets = round.usedTickets
        leaves = outcome == .waits ? round.waiting?.leaves.formatted(.iso8601) : nil
    }

    var sentence: String {
        switch outcome {
        case .waits: "Your answer waits, and leaves after \(leaves ?? ""). Your receipt: \(receipt)"
        case .counted:
            "Your answer counts. Your receipt: \(receipt)\nIt will stand in the list of used tickets: \(usedTickets)"
        case .refused: "The server did not take your answer: the round has ended, or its rules are others than yours."
        case .tooLate: "The round was over before your answer left. It was not sent, and is removed."
        }
    }

    /// Sends what waits, and forgets ticket and answer once the server has said something final.
    ///
    /// - Throws: where the server cannot be reached; the answer then still waits.
    static func send(_ round: inout KeptRound, _ rounds: KeptRounds) async throws -> Outcome {
        guard let waiting = round.waiting else { return .waits }
        let outcome: Outcome
        if Date() >= round.ends {
            outcome = .tooLate
        } else {
            outcome = try await RoundServer.submit(waiting.envelope, to: round.server) == .counted ? .counted : .refused
        }
        round.waiting = nil
        if outcome == .counted {
            round.ticket = nil
            round.isSent = true
            if let series = round.lastOfSeries { rounds.untie(series) }
        }
        try rounds.keep(round)
        return outcome
    }
}
