import Connectors
import Foundation
import Records
import TestKit
import Testing

/// Long enough that two processes of git share the work.
@Suite("Reading a long history")
struct GitLongHistoryTests {
    private let folder: String
    private let path: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "tutti-test-\(UUID().uuidString)").path()
        path = folder + "/long.git"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let script = BuiltProgram.checkout.appending(path: "scripts/make-history").path()
        let made = try BuiltProgram.run("/usr/bin/python3", [script, path, "1500"])
        try #require(made.status == 0, "\(made.errors)")
    }

    @Test(arguments: [true, false])
    func `every commit comes once, in git's order, with the changes that git tells`(followsRenames: Bool) async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var reading = GitReading()
        reading.countsLines = false
        reading.followsRenames = followsRenames
        let history = try await WholeHistory(path, reading)
        let ids = try git("rev-list", "HEAD").split(separator: "\n").map(String.init)
        #expect(ids.count >= 1500)
        #expect(history.commits.map(\.commit.id.hex) == ids)
        let raw = try git("log", "--raw", followsRenames ? "-M" : "--no-renames", "--format=", "HEAD")
        #expect(history.summary.fileChanges == raw.split(separator: "\n").count)
    }

    @Test func `lines are those of git, wherever a batch ends`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var reading = GitReading()
        reading.followsRenames = false
        reading.commitsPerBatch = 97
        let history = try await WholeHistory(path, reading)
        let added = history.commits.reduce(0) { sum, entry in
            sum + entry.history.changes(of: entry.commit).reduce(0) { $0 + Int($1.added) }
        }
        let numstat = try git("log", "--numstat", "--no-renames", "--format=", "HEAD").split(separator: "\n")
        #expect(added == numstat.reduce(0) { $0 + (Int($1.prefix { $0 != "\t" }) ?? 0) })
    }

    @Test func `whoever has heard enough ends both processes`() async throws {
        struct Enough: Error {}
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let repository = try await GitRepository.open(path)
        var reading = GitReading()
        // Of 50, the second process has more of them than may wait for the first.
        for (size, enough) in [(250, 1), (250, 4), (50, 1), (50, 12)] {
            reading.commitsPerBatch = size
            var seen = 0
            await #expect(throws: Enough.self) {
                _ = try await repository.read(reading) { _ in
                    seen += 1
                    if seen == enough { throw Enough() }
                }
            }
            #expect(seen == enough)
        }
    }

    private func git(_ arguments: String...) throws -> String {
        try ScratchRepository.git(arguments, in: path)
    }
}
