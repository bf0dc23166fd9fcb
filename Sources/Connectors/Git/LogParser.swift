import Foundation
import Records

/// Reads what `git log` prints with `LogParser.format`, commit by commit, into a draft.
///
/// A commit is ten texts, each ended by a NUL; then, for one that changed files, a line feed and a piece for every
/// file: `:old-mode new-mode old-id new-id status` NUL path NUL, with a second path for a rename or a copy. The
/// next commit begins with a hexadecimal digit, so nothing needs to stand between them.
struct LogParser {
    /// Id, parents, author's name, address and date, the committer's, subject and trailers.
    static let format =
        "--format=%H%x00%P%x00%an%x00%ae%x00%ad%x00%cn%x00%ce%x00%cd%x00%s%x00%(trailers:only,unfold"
        + Trailer.Kind.allCases.map { ",key=\($0.rawValue)" }.joined() + ")"

    private var name: [UInt8] = []

    /// Appends the next commit and its changes; false at the end.
    /// - Throws: `GitTrouble.garbled` where the text breaks off or is none of git's.
    mutating func next(from reader: inout ByteReader, into draft: inout LogDraft) throws -> Bool {
        guard try reader.peek() != nil else { return false }
        guard let id = ObjectID(hex: try Self.field(&reader)) else { throw Self.garbled }
        let parents = try Self.ids(in: Self.field(&reader))
        let (author, authored) = try person(from: &reader, into: &draft)
        let (committer, committed) = try person(from: &reader, into: &draft)
        let subject = String(decoding: try Self.field(&reader), as: UTF8.self)
        let trailers = Self.trailers(in: try Self.field(&reader), into: &draft)
        let first = Int32(draft.changes.count)
        if try reader.peek() == UInt8(ascii: "\n") {
            _ = try reader.next(count: 1)
            repeat { try Self.change(from: &reader, into: &draft) } while try reader.peek() == UInt8(ascii: ":")
        }
        draft.commits.append(
            Commit(
                id: id, parents: parents, author: author, authored: authored, committer: committer,
                committed: committed, subject: subject, trailers: trailers,
                changes: first..<Int32(draft.changes.count)))
        return true
    }

    static let garbled = GitTrouble.garbled("log")

    private static func field(_ reader: inout ByteReader) throws -> UnsafeRawBufferPointer {
        guard let field = try reader.next(until: 0) else { throw garbled }
        return field
    }

    private mutating func person(
        from reader: inout ByteReader, into draft: inout LogDraft
    ) throws -> (Int32, Moment) {
        name.removeAll(keepingCapacity: true)
        name += try Self.field(&reader)
        let email = try Self.field(&reader)
        let signature = name.withUnsafeBytes { draft.signature(name: $0, email: email) }
        return (signature, LogDate.moment(in: try Self.field(&reader)))
    }

    /// Ids with a space between them.
    private static func ids(in text: UnsafeRawBufferPointer) throws -> [ObjectID] {
        if text.isEmpty { return [] }
        var ids: [ObjectID] = []
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: UInt8(ascii: " ")) ?? text.count
            guard let id = ObjectID(hex: UnsafeRawBufferPointer(rebasing: text[start..<end])) else { throw garbled }
            ids.append(id)
            start = end + 1
        }
        return ids
    }

    private static func trailers(in text: UnsafeRawBufferPointer, into draft: inout LogDraft) -> [Trailer] {
        if text.isEmpty { return [] }
        return text.split(separator: UInt8(ascii: "\n")).compactMap { line in
            LogTrailer.read(UnsafeRawBufferPointer(rebasing: line), into: &draft)
        }
    }

    private static func change(from reader: inout ByteReader, into draft: inout LogDraft) throws {
        let head = try field(&reader)
        guard let start = LogChange(head) else { throw garbled }
        let first = draft.path(try field(&reader))
        var change = FileChange(path: first, kind: start.kind, mode: start.mode, counting: .notCounted)
        if start.kind == .renamed || start.kind == .copied {
            change.oldPath = first
            change.path = draft.path(try field(&reader))
        }
        draft.append(change, start.contents)
    }
}
