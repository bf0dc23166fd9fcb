import BlindTickets
import Foundation

/// What this person's device keeps of one reply that it opened.
struct KeptFollowUp: Codable {
    /// Address and secret of the permit that came with the reply; gone once the follow-up was sealed.
    var permit: Data?
    /// On its way, sealed: nothing here shows what was written.
    var body: Data?
    var leaves: Date?

    /// Nil where it was followed up.
    var unused: FollowUpPermit? {
        guard let permit, permit.count > 65, let address = try? ReplyAddress(bytes: permit.prefix(65)) else {
            return nil
        }
        return FollowUpPermit(address: address, secret: Data(permit.dropFirst(65)))
    }
}

extension KeptRound {
    /// What a permit is called by its reader: digits enough to tell two apart.
    static func name(_ permit: FollowUpPermit) -> String { String(permit.hash.hex.prefix(8)) }

    /// Keeps the permits of replies that were opened for the first time.
    mutating func note(_ permits: [FollowUpPermit]) {
        for permit in permits where followUps?[Self.name(permit)] == nil {
            followUps = (followUps ?? [:]).merging(
                [Self.name(permit): KeptFollowUp(permit: permit.address.bytes + permit.secret)]) { known, _ in known }
        }
    }

    /// Sends the follow-ups that are due, by nobody in particular.
    ///
    /// - Returns: how many were sent, and how many the server refused.
    /// - Throws: where the server cannot be reached; what is left still waits.
    mutating func sendFollowUps(all: Bool, at date: Date, _ rounds: KeptRounds) async throws -> (
        sent: Int, refused: Int
    ) {
        var (sent, refused) = (0, 0)
        for (name, followUp) in followUps ?? [:] {
            guard let body = followUp.body, let leaves = followUp.leaves, all || leaves <= date else { continue }
            let reply = try await RoundServer.submit(body, to: server, "follow-ups")
            followUps?[name] = KeptFollowUp()
            try rounds.keep(self)
            if reply == .counted { sent += 1 } else { refused += 1 }
        }
        return (sent, refused)
    }
}

/// What whoever leads keeps of a reply that they wrote: the keys that open what its writer follows up with.
struct KeptThread: Codable {
    var secrets: [Data]
}

extension KeptRounds {
    /// A permit for a reply. Its key is kept before the reply is sent.
    func permit(for words: String, of round: String) throws -> FollowUpPermit {
        let key = ReplyKey()
        let thread = KeptThread(secrets: secrets(for: words, of: round) + [key.secret])
        try write(try JSONEncoder().encode(thread), to: path(of: words, in: round))
        return FollowUpPermit(address: key.address)
    }

    func secrets(for words: String, of round: String) -> [Data] {
        (try? Data(contentsOf: URL(filePath: path(of: words, in: round)))).flatMap {
            try? JSONDecoder().decode(KeptThread.self, from: $0).secrets
        } ?? []
    }

    private func path(of words: String, in round: String) -> String {
        // An id from a server is no path.
        "\(folder)/threads/\(round)-\(words.filter { $0.isLetter || $0.isNumber || "-_".contains($0) }).json"
    }
}
