import BlindTickets
import Foundation
import Store

/// Hands tickets out: to everybody who is asked, one each, without seeing them.
struct TicketDesk: Sendable {
    private let database: any Database
    private let keys: RoundKeys
    private let now: @Sendable () -> Date

    init(database: any Database, keys: RoundKeys, now: @escaping @Sendable () -> Date) {
        self.database = database
        self.keys = keys
        self.now = now
    }

    /// The same blinded message gets the same signature, however often it is sent; another one gets none.
    ///
    /// - Returns: the blind signature, which is stored before it is handed over.
    /// - Throws: `IssueRefusal`, `RoundKeyTrouble`.
    func issue(_ blinded: Data, to member: Member.ID, in id: Round.ID) async throws -> Data {
        let (issuance, segment, earlier) = try await issuance(id, member)
        // Signing takes milliseconds and gives the same bytes every time: outside the transaction, no other one waits.
        switch issuance.decide(blinded, segment: segment, earlier: earlier, now: now()) {
        case .again(let ticket): return ticket.blindSignature
        case .refused(let refusal): throw refusal
        case .first(let ticket):
            let kept = try await database.write { try $0.keep(ticket, of: member, in: id) }
            guard let kept else { throw IssueRefusal.notOpen }
            guard kept == ticket else { throw IssueRefusal.otherRequest }
            return ticket.blindSignature
        }
    }

    private func issuance(
        _ id: Round.ID, _ member: Member.ID
    ) async throws -> (Issuance, segment: String, earlier: IssuedTicket?) {
        let stored = try await database.read { db in
            try db.round(id).map { ($0, try db.eligibility(of: member, in: id), try db.sealedTicketKeys(of: id)) }
        }
        guard let (round, eligibility, sealed) = stored, let eligibility else { throw IssueRefusal.notAsked }
        guard round.state == .announced else { throw IssueRefusal.notOpen }
        var ticketKeys: [String: TicketKey] = [:]
        for (segment, bytes) in sealed {
            ticketKeys[segment] = try TicketKey(stored: keys.ticketKey(bytes, of: id, segment: segment))
        }
        return (try Issuance(round.manifest, keys: ticketKeys), eligibility.segment, eligibility.ticket)
    }
}

extension Connection {
    /// Nil for somebody who is not asked.
    func eligibility(of member: Member.ID, in round: Round.ID) throws -> (segment: String, ticket: IssuedTicket?)? {
        try row(
            """
            SELECT segment, blinded_hash, blind_signature FROM pulse_eligibility
            WHERE round = \(round) AND member = \(member)
            """
        ) { row in
            let hash = try row.get(1, as: [UInt8]?.self)
            let signature = try row.get(2, as: [UInt8]?.self)
            let ticket = hash.flatMap { hash in
                signature.map { IssuedTicket(blindedHash: Data(hash), blindSignature: Data($0)) }
            }
            return (try row.get(0), ticket)
        }
    }

    /// Names of those who may answer in a segment, while the round is not released.
    func people(in segment: String, of round: Round.ID) throws -> [String] {
        try rows(
            """
            SELECT member.name FROM pulse_eligibility JOIN member ON member.id = pulse_eligibility.member
            WHERE pulse_eligibility.round = \(round) AND pulse_eligibility.segment = \(segment)
            ORDER BY member.name
            """
        ) { try $0.get(0) }
    }

    func sealedTicketKeys(of round: Round.ID) throws -> [(segment: String, key: [UInt8])] {
        try rows("SELECT segment, ticket_key FROM pulse_signer WHERE round = \(round) ORDER BY segment") {
            (try $0.get(0), try $0.get(1))
        }
    }

    /// Keeps a ticket where there is none yet.
    ///
    /// - Returns: the ticket that is kept now, this one or an earlier one; nil where the round has ended.
    func keep(_ ticket: IssuedTicket, of member: Member.ID, in round: Round.ID) throws -> IssuedTicket? {
        guard try self.round(round)?.state == .announced else { return nil }
        try run(
            """
            UPDATE pulse_eligibility
            SET blinded_hash = \(Array(ticket.blindedHash)), blind_signature = \(Array(ticket.blindSignature))
            WHERE round = \(round) AND member = \(member) AND blinded_hash IS NULL
            """)
        return try eligibility(of: member, in: round)?.ticket
    }
}
