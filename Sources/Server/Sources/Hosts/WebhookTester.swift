import AsyncHTTPClient
import Connectors
import Crypto
import Features
import Foundation
import HTTPTypes
import NIOCore
import NIOHTTP1
import Records
import Store

/// Tries whether webhooks arrive: one of our own that is signed with the connection's secret, and one that the tool sends.
struct WebhookTester: Sendable {
    let database: any Database
    let tools: SourceTools
    let key: SealingKey?
    let door: HookDoor?

    /// So long one that was asked for may take to arrive, in tenths of a second.
    private static let patience = 100

    func test(_ id: SourceConnection.ID, through way: WebhookTest.Door) async throws -> [SourceCheck.Finding] {
        guard let connection = try await database.read({ try $0.sourceConnection(id) }), connection.state != .closed,
            let secret = key.flatMap({ connection.secrets(with: $0) })?.webhookSecrets.first,
            let hook = OwnHook(connection.kind, secret: secret, number: UUID().uuidString.lowercased())
        else {
            return [
                .init("Our own webhook", .lacking, "The secret cannot be opened, or this kind sends no webhooks.")
            ]
        }
        return [await own(hook, id, way), await tools(connection)]
    }

    private func own(_ hook: OwnHook, _ id: SourceConnection.ID, _ way: WebhookTest.Door) async -> SourceCheck.Finding {
        let title = "Our own webhook"
        do {
            switch way {
            case .inside:
                guard let door else { return .init(title, .lacking, "This process takes none. Name a server.") }
                let guest = try await door.guest(at: id)
                _ = try await door.take(hook.headers, ByteBuffer(bytes: hook.body), from: guest)
            case .server(let address): try await send(hook, to: "\(address)/hooks/\(id)")
            }
            return .init(title, .works, "It was signed, sent, found genuine and stored.")
        } catch let problem as Problem {
            return .init(title, .lacking, "It was refused: \(problem.detail)")
        } catch let failure as Failure { return .init(title, .lacking, failure.sentence) } catch {
            return .init(title, .lacking, "It did not arrive: \(error).")
        }
    }

    private struct Failure: Error { let sentence: String }

    /// Over the network, as a tool would.
    private func send(_ hook: OwnHook, to address: String) async throws {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        for field in hook.headers { request.headers.add(name: field.name.rawName, value: field.value) }
        request.body = .bytes(ByteBuffer(bytes: hook.body))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        guard (200..<300).contains(response.status.code) else {
            throw Failure(
                sentence:
                    "\(address) answered with \(response.status.code). Does a proxy before it keep headers and body?")
        }
    }

    /// Has the tool send one, where its token may, and waits for it.
    private func tools(_ connection: SourceConnection) async -> SourceCheck.Finding {
        let title = "A webhook of the tool’s own"
        do {
            guard let desk = try await WritingDesk(connection, tools, key) else {
                return .init(title, .absent, "Its token cannot be opened.")
            }
            let place = try await database.read { db in
                KnownPlaces(try db.cursor(named: KnownPlaces.cursor, of: connection.id))?.names.first
            }
            guard let place else { return .init(title, .absent, "Nothing was read yet, so that no place is known.") }
            let before = try await arrived(connection.id)
            switch try await desk.writing.ping(place, hook: "/hooks/\(connection.id)", desk.fetch) {
            case .notThere:
                return .init(
                    title, .absent, "\(place) has no webhook with this address. One of its owner’s cannot be seen here."
                )
            case .sent(let last):
                for _ in 0..<Self.patience {
                    if try await arrived(connection.id) > before {
                        return .init(title, .works, "The tool was asked to send one, and it arrived.")
                    }
                    try await Task.sleep(for: .milliseconds(100))
                }
                let told = last.map { " The one before it was answered with: \($0)." } ?? ""
                return .init(
                    title, .lacking, "The tool was asked to send one, and none arrived within ten seconds.\(told)")
            }
        } catch AskingTrouble.tooLittleScope, AskingTrouble.absent {
            return .init(
                title, .absent,
                "The token may not have the tool send one (GitHub: “Webhooks: write”; GitLab: the scope “api” and the role Maintainer). There is a button for it there."
            )
        } catch { return .init(title, .lacking, "\(error)") }
    }

    private func arrived(_ id: SourceConnection.ID) async throws -> Int {
        try await database.read { try $0.lastDelivery(of: id) }
    }
}

/// A webhook as the kind of tool would send it, telling of nothing.
struct OwnHook: Sendable {
    let headers: HTTPFields
    let body: [UInt8]

    /// Nil for a kind that sends none.
    init?(_ kind: String, secret: String, number: String) {
        var headers: HTTPFields = [.contentType: "application/json"]
        func set(_ name: String, _ value: String) {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        switch kind {
        case "github":
            body = Array(#"{"zen":"Tutti tests its own webhook.","tutti":"\#(number)"}"#.utf8)
            let code = HMAC<SHA256>.authenticationCode(for: body, using: SymmetricKey(data: Data(secret.utf8)))
            set("X-GitHub-Event", "ping")
            set("X-GitHub-Delivery", number)
            set("X-Hub-Signature-256", "sha256=" + Hexadecimal.text(Array(code)))
        case "gitlab":
            body = Array(#"{"object_kind":"emoji","tutti":"\#(number)"}"#.utf8)
            set("X-Gitlab-Event", "Emoji Hook")
            set("X-Gitlab-Event-UUID", number)
            set("X-Gitlab-Token", secret)
        default: return nil
        }
        self.headers = headers
    }
}
