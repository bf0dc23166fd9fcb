import Foundation
import TestKit

/// A server with two invented histories in it: one that fills every page, and one that leaves every page empty; and with
/// an invented team's delivery.
struct ServedHistory {
    let server: RunningServer
    private let folder: URL

    static func start() async throws -> ServedHistory {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-walk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let full = folder.appending(path: "orchestra").path()
        let empty = folder.appending(path: "silence").path()
        let made = try BuiltProgram.run("/usr/bin/python3", [makeHistory, full, "1500"])
        guard made.status == 0 else { throw ServerTrouble.ended(made.errors) }
        let initialised = try BuiltProgram.run("/usr/bin/git", ["init", "--quiet", empty])
        guard initialised.status == 0 else { throw ServerTrouble.ended(initialised.errors) }

        let data = folder.appending(path: "data")
        for repository in [full, empty] {
            let imported = try BuiltProgram.run(
                BuiltProgram.path("tutti"), ["import", "git", repository, "--data", data.path()])
            guard imported.status == 0 else { throw ServerTrouble.ended(imported.errors) }
        }
        try await SampleDelivery().tell(databaseAt: data.appending(path: "tutti.db").path())
        let server = try RunningServer(["--development"], data: data)
        try await waitForNumbers(server.address + "/api/v1/repositories/orchestra/report")
        // What the sample tells is older than twelve weeks: those are empty, and five years are full.
        try await waitForNumbers(server.address + "/api/v1/delivery/signals")
        try await waitForNumbers(server.address + "/api/v1/delivery/signals?timeframe=5-years")
        return ServedHistory(server: server, folder: folder)
    }

    /// The server measures what was imported before it started; until then pages say that they wait.
    static func waitForNumbers(_ address: String) async throws {
        for _ in 0..<6000 {
            let asked = try BuiltProgram.run("/usr/bin/curl", ["--silent", "--fail", "--output", "/dev/null", address])
            if asked.status == 0 { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw ServerTrouble.silent
    }

    func stop() {
        server.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    private static var makeHistory: String {
        BuiltProgram.checkout.appending(path: "scripts/make-history").path()
    }
}
