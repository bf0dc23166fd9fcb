import Foundation
import Records
import Store

/// Keeps and reads deliveries as a server does: to be killed at any moment by a test, and to be measured.
///
/// `delivering storm DATABASE RUN` works until it is killed, `delivering finish DATABASE` reads what waits, and
/// `delivering measure DATABASE` prints rates.
@main
enum Delivering {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let mode = arguments.first, let place = arguments.dropFirst().first else {
            throw DatabaseTrouble.badLocation("usage: delivering storm|finish|measure DATABASE [RUN]")
        }
        let database = try await Databases.open(DatabaseLocation(parse: place))
        try await database.write { db in
            if try db.sourceConnection("host") == nil {
                try db.save(SourceConnection(id: "host", kind: "github", name: "Host", createdAt: 1))
            }
        }
        switch mode {
        case "storm": try await Storm(database: database, run: Int(arguments.last ?? "") ?? 0).rage()
        case "finish": while try await database.drain(most: 64) > 0 {}
        default: try await Measuring(database: database, place: place).measure()
        }
        try await database.close()
    }
}

extension Database {
    /// - Returns: how many deliveries were read.
    func drain(most: Int) async throws -> Int {
        let drained = try await write { db in
            let drained = try db.drainInbox(now: .max / 2, most: most) { Told($1) }
            // A fact of each, in the same transaction: a second one would be counted.
            let facts = drained.saved.changed.map {
                Fact(measure: "deliveries", scope: "", week: Fact.Week(day: 0), value: 1, record: $0)
            }
            try db.saveFacts(facts, of: drained.saved.changed)
            return drained
        }
        return drained.done + drained.failed
    }
}

extension Told {
    init(_ delivery: WebhookDelivery) {
        self.init(
            RawAnswer(category: "webhook", key: delivery.id, body: delivery.body, receivedAt: delivery.receivedAt))
    }

    init(_ answer: RawAnswer) {
        let key = RecordKey("code.example.org", .account, answer.key)
        self.init(
            [.account(Account(key: key, login: String(decoding: answer.body.prefix(20), as: UTF8.self)))], raw: answer)
    }
}
