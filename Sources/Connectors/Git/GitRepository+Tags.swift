import Foundation
import Records

extension GitRepository {
    /// The tags that lead to a commit, by name. One that leads elsewhere, or nowhere, is left out.
    package func tags() async throws -> [Tag] {
        let named = try await tagNames()
        var objects: [ObjectID: TaggedObject] = [:]
        var wanted = Set(named.map(\.id))
        // A tag may name a tag that names a tag; nobody does it seven times in earnest.
        for _ in 0..<8 where !wanted.isEmpty {
            let found = try await taggedObjects(wanted)
            objects.merge(found) { $1 }
            wanted = Set(found.values.compactMap(\.target)).subtracting(objects.keys)
        }
        return named.compactMap { name, id in Tag(name: name, id: id, in: objects) }.sorted { $0.name < $1.name }
    }

    /// Names and ids alone, because they are asked of the clone itself and no object of it may be read there.
    private func tagNames() async throws -> [(name: String, id: ObjectID)] {
        try await GitClone.inspector(at: clone.gitFolder)
            .lines(["for-each-ref", "--format=%(objectname) %(refname)", "refs/tags/"])
            .compactMap { line in
                let parts = line.split(separator: " ", maxSplits: 1)
                guard parts.count == 2, let id = ObjectID(parts[0]) else { return nil }
                return (String(parts[1].dropFirst("refs/tags/".count)), id)
            }
    }

    private func taggedObjects(_ ids: Set<ObjectID>) async throws -> [ObjectID: TaggedObject] {
        let questions = ids.sorted().map { $0.hex + "\n" }.joined()
        return try await process.stream(["cat-file", "--batch"], input: Array(questions.utf8)) { reader in
            var objects: [ObjectID: TaggedObject] = [:]
            while let line = try reader.next(until: UInt8(ascii: "\n")) {
                let parts = String(decoding: line, as: UTF8.self).split(separator: " ")
                guard parts.count == 3, let id = ObjectID(parts[0]), let size = Int(parts[2]) else { continue }
                guard let bytes = try reader.array(count: size), try reader.next(count: 1) != nil else {
                    throw GitTrouble.garbled("cat-file")
                }
                objects[id] = TaggedObject(kind: String(parts[1]), bytes)
            }
            return objects
        }
    }
}

/// What a tag can lead to, as far as its header tells.
private struct TaggedObject: Sendable {
    var isCommit: Bool
    /// What a tag names; nil for anything else.
    var target: ObjectID?
    var at: Moment?

    init(kind: String, _ bytes: [UInt8]) {
        isCommit = kind == "commit"
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if line.isEmpty { break }
            if kind == "tag", line.starts(with: Array("object ".utf8)) { target = ObjectID(hex: line.dropFirst(7)) }
            if line.starts(with: Array((kind == "tag" ? "tagger " : "committer ").utf8)) {
                let date = line.lastIndex(of: UInt8(ascii: ">")).map { Array(line[($0 + 1)...].drop { $0 == 32 }) }
                at = date?.withUnsafeBytes(LogDate.moment)
            }
        }
    }
}

extension Tag {
    /// Follows a name through tags to a commit.
    fileprivate init?(name: String, id: ObjectID, in objects: [ObjectID: TaggedObject]) {
        guard let first = objects[id] else { return nil }
        var commit = id
        var object = first
        for _ in 0..<8 where !object.isCommit {
            guard let target = object.target, let next = objects[target] else { return nil }
            commit = target
            object = next
        }
        guard object.isCommit, let at = first.at ?? object.at else { return nil }
        self.init(name: name, commit: commit, at: at, isAnnotated: !first.isCommit)
    }
}
