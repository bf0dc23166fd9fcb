import BlindTickets
import Foundation
import Store

/// Follow-ups of writers to what was written back to them. Nothing here knows who they are.
extension Connection {
    /// Keeps a follow-up whose permit is of a reply of the round; one that is kept already stays as it is.
    ///
    /// - Returns: false where there is no such reply.
    func take(_ followUp: FollowUp, on day: Int64) throws -> Bool {
        let hash = Array(followUp.permitHash)
        let known = try value(
            "SELECT count(*) FROM pulse_reply_message WHERE round = \(followUp.survey) AND permit_hash = \(hash)",
            as: Int.self)
        guard known == 1 else { return false }
        try run(
            """
            INSERT INTO pulse_follow_up (round, permit_hash, sealed, came_on)
            VALUES (\(followUp.survey), \(hash), \(Array(followUp.sealed)), \(day))
            ON CONFLICT (round, permit_hash) DO NOTHING
            """)
        return true
    }

    /// By words, in the order of the replies that they follow; those of days that are over.
    func followUps(in round: String, before day: Int64) throws -> [(words: [UInt8], sealed: [UInt8])] {
        try rows(
            """
            SELECT pulse_reply_message.words, pulse_follow_up.sealed
            FROM pulse_follow_up JOIN pulse_reply_message ON pulse_reply_message.round = pulse_follow_up.round
                AND pulse_reply_message.permit_hash = pulse_follow_up.permit_hash
            WHERE pulse_follow_up.round = \(round) AND (came_on IS NULL OR came_on < \(day))
            ORDER BY pulse_reply_message.words, place
            """
        ) { (try $0.get(0), try $0.get(1)) }
    }

    /// How many wait for the end of their day, and it is over.
    func dueFollowUps(before day: Int64) throws -> Int {
        try value("SELECT count(*) FROM pulse_follow_up WHERE came_on < \(day)") ?? 0
    }

    /// Writes those whose day is over anew, without the day, so that their order tells nothing of the hours.
    func shuffleFollowUps(before day: Int64) throws {
        let due = try rows(
            "SELECT round, permit_hash, sealed FROM pulse_follow_up WHERE came_on < \(day) ORDER BY permit_hash"
        ) { (try $0.get(0, as: String.self), try $0.get(1, as: [UInt8].self), try $0.get(2, as: [UInt8].self)) }
        try run("DELETE FROM pulse_follow_up WHERE came_on < \(day)")
        try insert(into: "pulse_follow_up", ["round", "permit_hash", "sealed", "came_on"]) { writer in
            for (round, hash, sealed) in due {
                try writer.add(round)
                try hash.withUnsafeBytes { try writer.add($0) }
                try sealed.withUnsafeBytes { try writer.add($0) }
                try writer.add(FollowUpDay.over)
                try writer.endRow()
            }
        }
    }

    /// After the storage was written anew.
    func handOverFollowUps() throws {
        try run("UPDATE pulse_follow_up SET came_on = NULL WHERE came_on = \(FollowUpDay.over)")
    }
}

private enum FollowUpDay {
    /// Stands for any day that is over, while the storage waits to be written anew.
    static let over: Int64 = -1
}

extension PulseDesk {
    /// Writes follow-ups of days that are over anew and forgets their day. Only one process at a time does it.
    package func handOverFollowUps() async throws {
        let day = Int64(now().timeIntervalSince1970) / 86_400
        guard try await database.read({ try $0.dueFollowUps(before: day) }) > 0 else { return }
        _ = try await database.claiming("follow-ups") { [database] in
            try await database.write { try $0.shuffleFollowUps(before: day) }
            // What was deleted lies in free pages, old versions and the log until they are written over.
            try await database.rewrite(["pulse_follow_up"])
            try await database.write { try $0.handOverFollowUps() }
        }
    }
}
