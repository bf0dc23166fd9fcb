import Features
import Foundation
import Records
import Server
import Store
import TestKit

/// A repository that two teams share: every second day of three hundred a ledger of billing and a page of web are written,
/// five times each before the next is begun.
struct SharedRepository {
    static let billing = Scope(team: "billing")

    let repository: ScratchRepository

    init() throws {
        repository = try ScratchRepository()
        let billing = ["Ada", "Cy", "Dee"]
        var stream = ""
        for day in 0..<150 {
            stream += Self.commit(day, by: billing[day % 3], "billing/ledger\(day / 5).swift")
            stream += Self.commit(day, by: "Bo", "web/page\(day / 5).swift")
        }
        try stream.write(toFile: repository.folder + "/stream", atomically: true, encoding: .utf8)
        let made = try BuiltProgram.run(
            "/bin/sh",
            ["-c", "git -C \"$1\" fast-import --quiet < \"$2\"", "sh", repository.path, repository.folder + "/stream"])
        guard made.status == 0 else { throw ScratchRepository.Failure(description: made.errors) }
    }

    private static func commit(_ day: Int, by author: String, _ path: String) -> String {
        let text = String(repeating: "let value = \(day)\n", count: 10 + day)
        return """
            commit refs/heads/main
            committer \(author) <\(author)@example.org> \(1_700_000_000 + day * 2 * 86_400) +0000
            data 4
            Work
            M 100644 inline \(path)
            data \(text.utf8.count)
            \(text)

            """
    }

    /// Brings it in, with rules for billing and for a team whose folder is gone, and measures it.
    func measured(in database: any Database) async throws -> Measurer {
        let mirrors = NSTemporaryDirectory() + "tutti-mirrors"
        let now: @Sendable () -> Date = { Date(timeIntervalSince1970: 1_800_000_000) }
        let outcome = try await Importer(database: database, mirrors: mirrors, now: now).run(repository.path)
        try await database.write { db in
            try db.replacePathRules(["billing"], team: "billing", repository: outcome.repository.id)
            try db.replacePathRules(["gone"], team: "lost & found", repository: outcome.repository.id)
        }
        let measurer = Measurer(database: database, mirrors: mirrors, now: now)
        try await measurer.run(outcome.repository.id)
        return measurer
    }
}
