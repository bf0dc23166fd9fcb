import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

/// A browser without pages: it keeps cookies and follows redirects when it is told to.
final class PlainBrowser: Sendable {
    struct Answer: Sendable {
        let status: HTTPResponseStatus
        let location: String?
        let body: String
    }

    /// By host and port.
    private let cookies = Mutex<[String: [String: String]]>([:])

    /// Signs in at a server by its provider, as one of the provider's people.
    ///
    /// - Parameter change: what somebody on the way makes of the address at the provider.
    /// - Returns: the server's last answer.
    func signIn(
        at server: String, as person: String, _ change: (String) -> String = { $0 }
    ) async throws -> Answer {
        let start = try await get(server + "/sign-in/openid?next=/connections")
        var address = change(try #require(start.location))
        for _ in 0..<6 {
            let answer = try await get(address)
            if address.hasPrefix(server) { return answer }
            let next =
                if let location = answer.location { location } else { try await send(answer.body, to: address, person) }
            address = next.hasPrefix("/") ? try Self.origin(address) + next : next
        }
        throw BrowserTrouble.goesInCircles
    }

    func get(_ address: String, form: [String: String]? = nil) async throws -> Answer {
        var request = HTTPClientRequest(url: address)
        let origin = try Self.origin(address)
        let kept = cookies.withLock { $0[origin] ?? [:] }
        if !kept.isEmpty {
            request.headers.add(name: "Cookie", value: kept.map { "\($0)=\($1)" }.joined(separator: "; "))
        }
        if let form {
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            request.headers.add(name: "Origin", value: origin)
            let fields = form.map { name, value in
                "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
            }
            request.body = .bytes(ByteBuffer(string: fields.joined(separator: "&")))
        }
        let response = try await PatientClient.answer(to: request)
        for cookie in response.headers["Set-Cookie"] {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
            cookies.withLock { $0[origin, default: [:]][pair[0]] = pair.count > 1 ? pair[1] : "" }
        }
        return Answer(status: response.status, location: response.headers.first(name: "Location"), body: response.body)
    }

    /// Fills in the provider's form; where it leads then.
    private func send(_ page: String, to address: String, _ person: String) async throws -> String {
        let token = try #require(page.firstMatch(of: /csrfmiddlewaretoken" value="([^"]+)"/), "\(page)").output.1
        let form = [
            "csrfmiddlewaretoken": String(token), "username": person, "password": "a few good words",
        ]
        return try #require(try await get(address, form: form).location)
    }

    private static func origin(_ address: String) throws -> String {
        String(try #require(address.firstMatch(of: /https?:\/\/[^\/?]+/)).output)
    }
}

enum BrowserTrouble: Error { case goesInCircles }
