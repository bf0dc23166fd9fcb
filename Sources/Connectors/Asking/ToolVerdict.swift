import Foundation
import Records

/// What a reply means for whoever asked: that it can be read, that it has to be asked again, or that there is no use.
enum ToolVerdict: Hashable {
    /// It can be read; also 304, which says that nothing changed.
    case whole
    /// To be left alone for so many seconds; nil where it does not say how long.
    case limited(seconds: Double?)
    case again(String)
    case elsewhere(String)
    case final(AskingTrouble)

    init(_ reply: ToolReply, to question: ToolQuestion) {
        switch reply.status {
        case 200, 201: self = Self.judgeWhole(reply)
        case 204, 304: self = .whole
        case 202: self = .again("it is still being worked out")
        case 301, 302, 303, 307, 308:
            self = reply.header("location").map { .elsewhere($0) } ?? .again("it redirects to nowhere")
        case 401: self = .final(.tokenRefused)
        case 429: self = .limited(seconds: ToolLimit.rest(after: reply))
        case 403: self = Self.judgeForbidden(reply, question)
        case 404, 410: self = .final(.absent(url: question.url))
        // To read what is empty: GitHub says so of a repository without a commit, and will again.
        case 409 where !question.isWriting: self = .final(.unexpected(status: 409, url: question.url))
        case 408, 409, 425, 500...: self = .again("it answered with \(reply.status)")
        case 400, 405, 413, 422, 423:
            self = .final(
                question.isWriting
                    ? .declined(status: reply.status, says: Self.said(reply))
                    : .unexpected(status: reply.status, url: question.url))
        default: self = .final(.unexpected(status: reply.status, url: question.url))
        }
    }

    /// A page that was cut, or that something on the way wrote, is none.
    private static func judgeWhole(_ reply: ToolReply) -> ToolVerdict {
        if let type = reply.header("content-type"), !type.lowercased().contains("json") {
            return .again("it answered with \(type) in place of JSON")
        }
        if let length = reply.number("content-length"), reply.headers["content-encoding"] == nil,
            length != reply.body.count
        {
            return .again("the answer was cut")
        }
        guard JSONPieces.single(reply.body) != nil else { return .again("the answer is not whole") }
        // The GraphQL interface says everything with a 200.
        if reply.body.range(of: Data(#""RATE_LIMITED""#.utf8)) != nil, reply.body.starts(with: Data("{".utf8)),
            GraphErrors(reply.body).types.contains("RATE_LIMITED")
        {
            return .limited(seconds: ToolLimit.rest(after: reply))
        }
        return .whole
    }

    /// GitHub also says 403 where a limit is reached.
    private static func judgeForbidden(_ reply: ToolReply, _ question: ToolQuestion) -> ToolVerdict {
        let words = String(decoding: reply.body.prefix(4_096), as: UTF8.self).lowercased()
        let isLimit =
            reply.header("retry-after") != nil || ToolLimit(reply)?.left == 0
            || ["rate limit", "abuse detection", "too many requests"].contains { words.contains($0) }
        if isLimit { return .limited(seconds: ToolLimit.rest(after: reply)) }
        // A conversation that was locked takes nobody's word, whatever the token may.
        if question.isWriting, words.contains("locked") { return .final(.declined(status: 403, says: said(reply))) }
        return .final(.tooLittleScope(url: question.url, lacks: lacking(reply), has: reply.header("x-oauth-scopes")))
    }

    /// GitHub says it in headers, by one word for each kind of token; GitLab in the answer.
    private static func lacking(_ reply: ToolReply) -> String? {
        if let scope = reply.header("x-accepted-github-permissions", "x-accepted-oauth-scopes"), !scope.isEmpty {
            return scope
        }
        guard let told = try? JSONDecoder().decode(Refused.self, from: reply.body),
            told.error == "insufficient_scope"
        else { return nil }
        return told.scope ?? "read_api"
    }

    private struct Refused: Decodable {
        var error: String?
        var scope: String?
    }

    /// The tool's own words, in one line: a text, or for each field what is wrong with it.
    private static func said(_ reply: ToolReply) -> String {
        guard let told = try? JSONValue(json: reply.body), case .object(let fields) = told,
            let message = fields["message"] ?? fields["error"]
        else { return "" }
        let words = Self.texts(of: message) + (fields["errors"].map(Self.texts) ?? [])
        return String(words.joined(separator: "; ").prefix(300)).trimmingCharacters(
            in: CharacterSet(charactersIn: ". \n"))
    }

    private static func texts(of value: JSONValue) -> [String] {
        switch value {
        case .string(let text): [text.split(whereSeparator: \.isNewline).joined(separator: " ")]
        case .array(let values): values.flatMap(texts)
        case .object(let fields):
            fields["message"].map(texts) ?? fields.sorted { $0.key < $1.key }.flatMap { texts(of: $0.value) }
        default: []
        }
    }
}

/// What a GraphQL answer says went wrong.
struct GraphErrors {
    private struct Body: Decodable { var errors: [Error]? }
    private struct Error: Decodable {
        var type: String?
        var message: String?
        var extensions: Extensions?
    }
    private struct Extensions: Decodable { var code: String? }

    let types: [String]
    let messages: [String]
    /// Whether the question itself is not understood: an older edition does not know a field.
    let isMisunderstood: Bool

    init(_ body: Data) {
        let errors = (try? JSONDecoder().decode(Body.self, from: body))?.errors ?? []
        types = errors.compactMap(\.type)
        messages = errors.compactMap(\.message)
        isMisunderstood = errors.contains { $0.extensions?.code != nil && $0.type == nil }
    }

    var isEmpty: Bool { types.isEmpty && messages.isEmpty }
    var isForbidden: Bool { types.contains { ["FORBIDDEN", "INSUFFICIENT_SCOPES"].contains($0) } }
}

/// How much may still be asked, as the headers of an answer say it. Some tools have no limit and say nothing.
package struct ToolLimit: Hashable, Sendable {
    package var left: Int64
    package var of: Int64?
    /// In how many seconds it begins anew, by the tool's own clock: ours may be wrong.
    package var reset: Double?

    init?(_ reply: ToolReply) {
        guard let left = reply.number("x-ratelimit-remaining", "ratelimit-remaining") else { return nil }
        self.left = left
        of = reply.number("x-ratelimit-limit", "ratelimit-limit")
        guard let at = reply.number("x-ratelimit-reset", "ratelimit-reset") else { return }
        // A few proxies give seconds to wait in place of an instant.
        if at < 1_000_000_000 {
            reset = Double(at)
        } else if let now = reply.header("date").flatMap(Self.instant) {
            reset = Double(max(0, at - now))
        }
    }

    /// Seconds to wait after a refusal: what it says itself, or else until its limit begins anew.
    static func rest(after reply: ToolReply) -> Double? {
        if let text = reply.header("retry-after") {
            if let seconds = Double(text), seconds.isFinite { return max(0, seconds) }
            if let at = instant(text), let now = reply.header("date").flatMap(instant) {
                return Double(max(0, at - now))
            }
        }
        return ToolLimit(reply).flatMap { $0.left == 0 ? $0.reset : nil }
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, in seconds since 1970.
    static func instant(_ text: String) -> Int64? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, let month = months.firstIndex(of: parts[2]), let day = Int(parts[1]) else { return nil }
        let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        return Instant("\(parts[3])-\(two(month + 1))-\(two(day))T\(parts[4])Z")?.seconds
    }

    private static let months: [Substring] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
