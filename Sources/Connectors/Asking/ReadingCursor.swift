import Foundation
import Records

/// Where one reading goes on: what it has read, and what is left to ask of a walk that was begun.
///
/// Saved in one transaction with what each page brought, so that a sync which ends anywhere goes on from there.
package struct ReadingCursor: Codable, Hashable, Sendable {
    /// Everything that changed up to then is read, by the tool's own clock. Nil until the whole history is.
    package var mark: Int64?
    /// What is still to be asked, in order. Empty between two walks.
    var queue: [SyncStep] = []
    /// The latest change that this walk saw.
    var newest: Int64?
    /// Things at the end of the last walk and when they changed: the next one overlaps it, and passes over these.
    var recent: [String: Int64] = [:]
    /// What is not finished yet and may change without showing at the head of the list.
    var unfinished: [Int] = []
    /// Commits whose checks still run; nil before there were any.
    var pending: [String]?
    /// By which a tool says that a list is as it was.
    var tag: EntityTag?
    /// How often walks brought something.
    var changes = 0
    /// The changes of the followed reading that this one has taken up.
    var followed: Int?
    /// When the last walk ended, by our clock, in seconds since 1970.
    var endedAt: Int64?
    /// What things said when they were last asked, by number, where only a change is told again; nil before there was any.
    var told: [String: String]?
    /// Whether the richer interface is refused, so that the plain one is asked.
    var isPlain = false
    /// Numbers that a reconcile has listed so far, by kind.
    var listed: [String: NumberRanges] = [:]

    struct EntityTag: Codable, Hashable {
        var path: String
        var tag: String
    }

    init() {}

    /// Kept as a text within JSON: it is written after each page, and only we read it.
    init(_ value: JSONValue) throws {
        guard case .string(let text) = value else { return }
        self = try JSONDecoder().decode(ReadingCursor.self, from: Data(text.utf8))
    }

    func stored() throws -> JSONValue { .string(String(decoding: try JSONValue.canonical(self), as: UTF8.self)) }

    /// What is there before a walk begins that looks for changes; ten minutes of the last one again.
    var since: Int64 { max(0, (mark ?? 0) - Self.overlap) }

    static let overlap: Int64 = 600
}

/// One question of a walk.
struct SyncStep: Codable, Hashable, Sendable {
    /// What to make of the answer; each tool has its own words for it.
    var role: String
    /// After the interface's base, with its query.
    var path: String
    /// The page's number in a list that counts its pages.
    var page = 1
    /// What a list by time begins with, and what the query calls that.
    var since: Int64?
    var sinceName: String?
    /// How many things a page of a list holds.
    var size: Int?
    /// What a list by cursors goes on after.
    var after: String?
    /// What it is about.
    var number: Int?
    /// The state of that, which the cursor is told where nothing is there, so that nobody asks again before it is another. What
    /// may not be read then ends the walk: it is so for all of them.
    var head: String?

    init(_ role: String, _ path: String, since: Int64? = nil, number: Int? = nil) {
        (self.role, self.path, self.since, self.number) = (role, path, since, number)
    }

    /// The path with all that the query says.
    var address: String {
        var query: [String] = []
        if let size { query.append("per_page=\(size)") }
        if let since, let sinceName { query.append("\(sinceName)=\(since.asInstant)") }
        if page > 1 { query.append("page=\(page)") }
        if query.isEmpty { return path }
        return path + (path.contains("?") ? "&" : "?") + query.joined(separator: "&")
    }
}

/// Whole numbers, kept as ranges: those of a repository's issues lie close together.
struct NumberRanges: Codable, Hashable, Sendable {
    /// First and last of each range, ascending.
    private var bounds: [[Int]] = []

    init(_ numbers: some Sequence<Int> = []) { insert(numbers) }

    mutating func insert(_ numbers: some Sequence<Int>) {
        var merged: [[Int]] = []
        for range in (bounds + numbers.map { [$0, $0] }).sorted(by: { $0[0] < $1[0] }) {
            if let last = merged.last, range[0] <= last[1] + 1 {
                merged[merged.count - 1][1] = max(last[1], range[1])
            } else {
                merged.append(range)
            }
        }
        bounds = merged
    }

    var numbers: [Int] { bounds.flatMap { Array($0[0]...$0[1]) } }
}
