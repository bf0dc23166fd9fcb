import Foundation
import Records
import Synchronization

/// One page of the browser: where it goes, what it says on its console, and what it asks of which host.
package final class BrowserPage: Sendable {
    private struct Seen {
        var console: [String] = []
        var requests: [String] = []
        /// Documents whose load has ended, by their loaders.
        var loaded: Set<String> = []
        var status: [String: Int] = [:]
    }

    package enum Scheme: String, CaseIterable, Sendable { case light, dark }

    private let wire: Wire
    private let session: String
    private let seen = Mutex(Seen())

    init(wire: Wire, session: String) async throws {
        self.wire = wire
        self.session = session
        wire.listen(session) { [weak self] in self?.note($0, $1) }
        for domain in ["Page.enable", "Runtime.enable", "Log.enable", "Network.enable"] { try await send(domain) }
        try await send("Page.setLifecycleEventsEnabled", ["enabled": .bool(true)])
    }

    /// Everything the page wrote to its console as a warning or an error, and every exception, since it was made.
    package var complaints: [String] { seen.withLock { $0.console } }
    /// The address of every request since the page was made.
    package var requests: [String] { seen.withLock { $0.requests } }

    package func status(of address: String) -> Int? { seen.withLock { $0.status[address] } }

    package func resize(width: Int, height: Int, scheme: Scheme = .light) async throws {
        try await send(
            "Emulation.setDeviceMetricsOverride",
            [
                "width": .number(Double(width)), "height": .number(Double(height)), "deviceScaleFactor": .number(1),
                "mobile": .bool(width < 600),
            ])
        try await send(
            "Emulation.setEmulatedMedia",
            [
                "features": .array([
                    .object(["name": .string("prefers-color-scheme"), "value": .string(scheme.rawValue)])
                ])
            ])
    }

    package func scripts(_ enabled: Bool) async throws {
        try await send("Emulation.setScriptExecutionDisabled", ["value": .bool(!enabled)])
    }

    /// Opens an address and waits until it and all it needs are loaded.
    package func open(_ address: String) async throws {
        let answer = try await send("Page.navigate", ["url": .string(address)])
        if let reason = answer["errorText"]?.text { throw BrowserTrouble.refused(address, reason) }
        // None where only the part behind the # is another.
        guard let loader = answer["loaderId"]?.text else { return }
        // Of this document: that of the page before may end only now.
        try await until("load of \(address)") { self.seen.withLock { $0.loaded }.contains(loader) }
    }

    /// The value of a JavaScript expression; promises are awaited.
    @discardableResult
    package func evaluate(_ expression: String) async throws -> JSONValue {
        let answer = try await send(
            "Runtime.evaluate",
            [
                "expression": .string(expression), "returnByValue": .bool(true), "awaitPromise": .bool(true),
            ])
        if let problem = answer["exceptionDetails"] {
            throw BrowserTrouble.refused("evaluate", problem["exception"]?["description"]?.text ?? "\(problem)")
        }
        return answer["result"]?["value"] ?? .null
    }

    package func press(_ key: String, code: Int, shift: Bool = false) async throws {
        for type in ["keyDown", "keyUp"] {
            try await send(
                "Input.dispatchKeyEvent",
                [
                    "type": .string(type), "key": .string(key), "code": .string(key),
                    "windowsVirtualKeyCode": .number(Double(code)), "modifiers": .number(shift ? 8 : 0),
                ])
        }
    }

    /// A PNG of the whole page, or of the window.
    package func picture(wholePage: Bool = true) async throws -> Data {
        let answer = try await send(
            "Page.captureScreenshot",
            ["format": .string("png"), "captureBeyondViewport": .bool(wholePage)])
        return Data(base64Encoded: answer["data"]?.text ?? "") ?? Data()
    }

    package func until(_ what: String, seconds: Double = 180, _ condition: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now.advanced(by: .seconds(seconds))
        while try await !condition() {
            if ContinuousClock.now > deadline { throw BrowserTrouble.late(what) }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    @discardableResult
    private func send(_ method: String, _ parameters: [String: JSONValue] = [:]) async throws -> JSONValue {
        try await wire.send(method, parameters, session: session)
    }

    private func note(_ method: String, _ event: JSONValue) {
        seen.withLock { seen in
            switch method {
            case "Page.lifecycleEvent" where event["name"]?.text == "load":
                if let loader = event["loaderId"]?.text { seen.loaded.insert(loader) }
            case "Network.requestWillBeSent":
                if let address = event["request"]?["url"]?.text { seen.requests.append(address) }
            case "Network.responseReceived":
                if let address = event["response"]?["url"]?.text {
                    seen.status[address] = event["response"]?["status"]?.int
                }
            case "Runtime.exceptionThrown":
                seen.console.append(event["exceptionDetails"]?["exception"]?["description"]?.text ?? "an exception")
            case "Runtime.consoleAPICalled":
                let type = event["type"]?.text ?? ""
                if type == "error" || type == "warning" {
                    seen.console.append("\(type): \(event["args"]?.elements.compactMap { $0["value"]?.text } ?? [])")
                }
            case "Log.entryAdded":
                let entry = event["entry"]
                let level = entry?["level"]?.text ?? ""
                if level == "error" || level == "warning" {
                    seen.console.append("\(level): \(entry?["text"]?.text ?? "") \(entry?["url"]?.text ?? "")")
                }
            default: break
            }
        }
    }
}
