import Features
import Foundation
import Records
import Store

/// Keeps and reads deliveries as a server does: to be killed at any moment by a test, and to be measured.
///
/// `delivering storm DATABASE RUN` works until it is killed, `delivering finish DATABASE` reads what waits, and
/// `delivering measure DATABASE` prints rates. For scripts/bench-hooks `connect DATABASE KEY` connects a code host that sends
/// webhooks, `pause` and `resume` stop and continue their being read, and `bare` prints what the disk does by itself.
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
                var host = SourceConnection(id: "host", kind: "github", name: "Host", createdAt: 1)
                // Nobody is there.
                host.settings = ["url": "https://127.0.0.1:1"]
                try db.save(host)
            }
        }
        switch mode {
        case "storm": try await Storm(database: database, run: Int(arguments.last ?? "") ?? 0).rage()
        case "finish": while try await database.drain(most: 64) > 0 {}
        case "connect": try await database.connect(keyFile: arguments.last ?? "")
        case "pause": try await database.write { try $0.save(.paused, trouble: nil, of: "host") }
        case "resume": try await database.write { try $0.save(.active, trouble: nil, of: "host") }
        case "bare": try await BareDisk(database).tell()
        default: try await Measuring(database: database, place: place).measure()
        }
        try await database.close()
    }
}

extension Database {
    /// Lets the host sign its webhooks with “measured”.
    func connect(keyFile: String) async throws {
        let key = try KeyFile.key(at: keyFile) { count in (0..<count).map { _ in .random(in: .min ... .max) } }
        let secrets = try SourceSecrets(webhookSecrets: ["measured"]).sealed(for: "host", with: key)
        try await write { db in
            guard var host = try db.sourceConnection("host") else { return }
            host.secrets = secrets
            try db.save(host)
        }
    }

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
