import Foundation
import Records
import Synchronization
import TestKit

/// Messages to and from Chromium: requests that wait for their answer, and events that arrive by themselves.
final class Wire: Sendable {
    private struct State {
        var lastRequest = 0
        var waiting: [Int: CheckedContinuation<JSONValue, any Error>] = [:]
        var methods: [Int: String] = [:]
        var listeners: [String: @Sendable (String, JSONValue) -> Void] = [:]
        var isGone = false
    }

    private let state = Mutex(State())
    private let process: ChildProcess

    init(process: ChildProcess) {
        self.process = process
        let thread = Thread { [weak self] in Self.readAll(process.output) { self?.receive($0) } }
        thread.start()
    }

    func listen(_ session: String, _ body: @escaping @Sendable (String, JSONValue) -> Void) {
        state.withLock { $0.listeners[session] = body }
    }

    @discardableResult
    func send(_ method: String, _ parameters: [String: JSONValue] = [:], session: String? = nil) async throws
        -> JSONValue
    {
        try await withCheckedThrowingContinuation { continuation in
            let number = state.withLock { state -> Int? in
                if state.isGone { return nil }
                state.lastRequest += 1
                state.waiting[state.lastRequest] = continuation
                state.methods[state.lastRequest] = method
                return state.lastRequest
            }
            guard let number else { return continuation.resume(throwing: BrowserTrouble.gone) }
            var message: [String: JSONValue] = [
                "id": .number(Double(number)), "method": .string(method), "params": .object(parameters),
            ]
            if let session { message["sessionId"] = .string(session) }
            do {
                let data = try JSONValue.canonical(JSONValue.object(message)) + [0]
                try process.input.write(contentsOf: data)
            } catch {
                finish(number, .failure(error))
            }
        }
    }

    private func finish(_ number: Int, _ result: Result<JSONValue, any Error>) {
        let continuation = state.withLock { state in
            state.methods[number] = nil
            return state.waiting.removeValue(forKey: number)
        }
        continuation?.resume(with: result)
    }

    private func receive(_ message: Data?) {
        guard let message else { return closeAll() }
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: message) else { return }
        if let number = value["id"]?.int {
            let method = state.withLock { $0.methods[number] ?? "" }
            if let reason = value["error"]?["message"]?.text {
                finish(number, .failure(BrowserTrouble.refused(method, reason)))
            } else {
                finish(number, .success(value["result"] ?? .null))
            }
        } else if let method = value["method"]?.text, let session = value["sessionId"]?.text {
            let listener = state.withLock { $0.listeners[session] }
            listener?(method, value["params"] ?? .null)
        }
    }

    private func closeAll() {
        let waiting = state.withLock { state in
            state.isGone = true
            defer { state.waiting = [:] }
            return state.waiting.values
        }
        for continuation in waiting { continuation.resume(throwing: BrowserTrouble.gone) }
    }

    private static func readAll(_ output: FileHandle, _ body: (Data?) -> Void) {
        var pending = Data()
        while true {
            let chunk = output.nextBytes()
            if chunk.isEmpty { return body(nil) }
            pending.append(chunk)
            while let end = pending.firstIndex(of: 0) {
                body(Data(pending[pending.startIndex..<end]))
                pending = Data(pending[pending.index(after: end)...])
            }
        }
    }
}

extension JSONValue {
    package subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    package var text: String? {
        if case .string(let value) = self { value } else { nil }
    }

    package var int: Int? {
        if case .number(let value) = self { Int(exactly: value) } else { nil }
    }

    package var elements: [JSONValue] {
        if case .array(let values) = self { values } else { [] }
    }

    func string(_ key: String) throws -> String {
        guard let value = self[key]?.text else { throw BrowserTrouble.refused(key, "no \(key) in the answer") }
        return value
    }
}
