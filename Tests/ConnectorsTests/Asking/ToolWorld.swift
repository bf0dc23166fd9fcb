import Connectors
import Foundation

/// A thing that a pretended tool has: what decides about lists, and its JSON.
struct WorldThing: Sendable {
    var id: Int
    var created: String
    var updated: String
    var json: String

    /// An instant, in hours after the beginning of that world.
    static func at(_ hours: Int) -> String {
        Date(timeIntervalSince1970: 1_772_000_000 + Double(hours) * 3_600).formatted(.iso8601)
    }

    /// - Parameter json: Without the braces; its instants are added.
    init(_ id: Int, created: Int, updated: Int? = nil, _ json: String) {
        self.id = id
        self.created = Self.at(created)
        self.updated = Self.at(updated ?? created)
        self.json = #"{"created_at": "\#(self.created)", "updated_at": "\#(self.updated)", \#(json)}"#
    }
}

/// A question as a tool reads it.
struct WorldQuestion {
    let path: String
    let query: [String: String]
    let body: String
    let headers: [String: String]

    init(_ question: ToolQuestion) {
        let parts = URLComponents(string: question.url)
        path = parts?.path ?? ""
        query = Dictionary((parts?.queryItems ?? []).map { ($0.name, $0.value ?? "") }) { $1 }
        body = question.body.map { String(decoding: $0, as: UTF8.self) } ?? ""
        headers = question.headers
    }

    var page: Int { Int(query["page"] ?? "1") ?? 1 }
}

/// Answers as tools give them: lists in pages, with the headers that say which page it is, and entity tags.
enum WorldReply {
    static let missing = ToolReply(status: 404, body: Data(#"{"message": "Not Found"}"#.utf8))

    static func json(_ text: String, _ question: WorldQuestion, headers: [String: String] = [:]) -> ToolReply {
        let tag = "\"\(text.utf8.reduce(UInt64(5_381)) { $0 &* 33 &+ UInt64($1) })\""
        var headers = headers
        headers["ETag"] = tag
        if question.headers["If-None-Match"] == tag { return ToolReply(status: 304, headers: headers) }
        headers["Content-Type"] = "application/json; charset=utf-8"
        return ToolReply(status: 200, headers: headers, body: Data(text.utf8))
    }

    /// - Parameter wrap: The field that the list stands in, beside how many there are in all.
    static func list(_ things: [WorldThing], _ question: WorldQuestion, wrap: String? = nil) -> ToolReply {
        let query = question.query
        var things = things
        let isByChange = (query["sort"] == "updated" || query["order_by"] == "updated_at")
        if let since = query["since"] ?? query["updated_after"] { things.removeAll { $0.updated < since } }
        if let since = query["created_after"] { things.removeAll { $0.created < since } }
        things.sort { one, other in
            let (mine, theirs) = isByChange ? (one.updated, other.updated) : (one.created, other.created)
            return mine == theirs ? one.id < other.id : mine < theirs
        }
        if query["direction"] != "asc", query["sort"] != "asc" { things.reverse() }
        let size = Int(query["per_page"] ?? "30") ?? 30
        let (start, page) = ((question.page - 1) * size, question.page)
        let json = "[" + things.dropFirst(start).prefix(size).map(\.json).joined(separator: ", ") + "]"
        var links: [String] = []
        if start + size < things.count { links.append(#"<https://x/?a=b&page=\#(page + 1)>; rel="next""#) }
        if page > 1 { links.append(#"<https://x/?a=b&page=\#(page - 1)>; rel="prev""#) }
        let headers = ["Link": links.joined(separator: ", "), "X-Page": "\(page)"]
        let whole = wrap.map { #"{"total_count": \#(things.count), "\#($0)": \#(json)}"# } ?? json
        return Self.json(whole, question, headers: headers)
    }
}
