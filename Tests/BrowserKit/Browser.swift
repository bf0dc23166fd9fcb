import Foundation
import Records
import Synchronization

/// A real Chromium without a window, driven over its own protocol through two pipes.
///
/// The pipes need no port and no WebSocket: messages are JSON, each ended by a NUL byte. The browser is told to
/// reach nothing but this machine.
package final class Browser: Sendable {
    private let process: ChildProcess
    private let wire: Wire

    /// - Throws: `BrowserTrouble` when there is no Chromium.
    package init() throws {
        guard let program = Browser.program else { throw BrowserTrouble.notInstalled }
        process = try ChildProcess(program: program)
        wire = Wire(process: process)
    }

    package static var program: String? {
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// A fresh page with nothing remembered from others.
    package func page() async throws -> BrowserPage {
        let context = try await wire.send("Target.createBrowserContext").string("browserContextId")
        let target = try await wire.send(
            "Target.createTarget", ["url": .string("about:blank"), "browserContextId": .string(context)]
        ).string("targetId")
        let session = try await wire.send(
            "Target.attachToTarget", ["targetId": .string(target), "flatten": .bool(true)]
        ).string("sessionId")
        return try await BrowserPage(wire: wire, session: session)
    }

    package func close() {
        process.stop()
    }
}

package enum BrowserTrouble: Error, CustomStringConvertible {
    case notInstalled
    case refused(String, String)
    case gone
    case late(String)

    package var description: String {
        switch self {
        case .notInstalled: "Chromium is not installed; `make test` installs it."
        case .refused(let method, let reason): "Chromium refused \(method): \(reason)"
        case .gone: "Chromium ended by itself."
        case .late(let what): "Chromium did not finish in time: \(what)"
        }
    }
}

/// Chromium as a child, with its protocol pipes on our side.
final class ChildProcess: Sendable {
    let input: FileHandle
    let output: FileHandle
    private let process: Mutex<Process>
    private let profile: URL

    init(program: String) throws {
        profile = FileManager.default.temporaryDirectory.appending(path: "tutti-browser-\(UUID().uuidString)")
        let toBrowser = Pipe()
        let fromBrowser = Pipe()
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        // The protocol is spoken on descriptors 3 and 4.
        process.arguments =
            ["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1", program] + Self.flags(profile)
        process.standardInput = toBrowser
        process.standardOutput = fromBrowser
        try process.run()
        input = toBrowser.fileHandleForWriting
        output = fromBrowser.fileHandleForReading
        self.process = Mutex(process)
    }

    private static func flags(_ profile: URL) -> [String] {
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-extensions", "--disable-default-apps", "--mute-audio", "--force-color-profile=srgb",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
            "--user-data-dir=\(profile.path())", "--remote-debugging-pipe", "about:blank",
        ]
    }

    func stop() {
        process.withLock { if $0.isRunning { $0.terminate() } }
        try? FileManager.default.removeItem(at: profile)
    }

    deinit { stop() }
}
