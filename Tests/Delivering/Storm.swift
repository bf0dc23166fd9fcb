import Foundation
import Records
import Store

/// Receives, reads, saves pages and maps anew, all at once, until somebody kills it.
struct Storm: Sendable {
    let database: any Database
    let run: Int

    func rage() async throws {
        let inbox = Inbox(database)
        FileHandle.standardOutput.write(Data("ready\n".utf8))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for sender in 0..<8 {
                group.addTask {
                    // What the run before was sent is sent again.
                    for number in 0..<10 { _ = try await receive(run - 1, sender, number, inbox) }
                    for number in 0... where try await receive(run, sender, number, inbox) == .stored {
                        FileHandle.standardOutput.write(Data("\(id(run, sender, number))\n".utf8))
                    }
                }
            }
            group.addTask { while true { if try await database.drain(most: 16) == 0 { await Task.yield() } } }
            group.addTask { while true { try await savePage() } }
            if run % 5 == 4 {
                group.addTask {
                    try await database.write { db in _ = try db.remap("host") { Told($0) } }
                }
            }
            try await group.waitForAll()
        }
    }

    private func id(_ run: Int, _ sender: Int, _ number: Int) -> String { "\(run)-\(sender)-\(number)" }

    private func receive(_ run: Int, _ sender: Int, _ number: Int, _ inbox: Inbox) async throws -> Inbox.Receipt {
        let id = id(run, sender, number)
        return try await inbox.receive(
            WebhookDelivery(id: id, event: "push", body: Array("body of \(id)".utf8), receivedAt: Int64(number)),
            of: "host")
    }

    /// A page of a reading, and where it goes on, in one transaction.
    private func savePage() async throws {
        try await database.write { db in
            let page = try db.cursor(named: "page", of: "host")?.decode(Int.self) ?? 0
            let told = (0..<5).map { number in
                Told(RawAnswer(category: "page", key: "page \(page)/\(number)", body: [1], receivedAt: Int64(page)))
            }
            try db.save(told, of: "host")
            try db.saveCursor(.number(Double(page + 1)), named: "page", of: "host")
        }
    }
}
