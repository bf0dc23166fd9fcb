import CZlib
import Crypto
import Foundation
import Records

/// The number and digest of an answer in the archive.
struct RawMark: Hashable, Sendable {
    var number: Int64
    var digest: [UInt8]
}

extension Connection {
    /// Archives answers; the same answer again moves the time at which it was given last.
    ///
    /// - Parameter keeps: false leaves the bodies out.
    /// - Returns: by their places.
    func archive(_ answers: [RawAnswer], of connection: Int64, keeps: Bool) throws -> [RawMark] {
        let digests = answers.map { $0.digest(connection) }
        var known = try archived(Set(digests))
        var fresh: [[UInt8]: RawAnswer] = [:]
        for (digest, answer) in zip(digests, answers) {
            if let found = known[digest] {
                if answer.receivedAt > found.receivedAt || (keeps && !found.hasBody) {
                    try refresh(found.number, answer, keeps: keeps)
                    known[digest] = (found.number, max(found.receivedAt, answer.receivedAt), found.hasBody || keeps)
                }
            } else if fresh[digest].map({ $0.receivedAt < answer.receivedAt }) ?? true {
                fresh[digest] = answer
            }
        }
        let sorted = fresh.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let numbers = try sorted.isEmpty ? [] : takeNumbers(sorted.count, of: "raw_answer")
        try write(zip(numbers, sorted), connection, keeps: keeps)
        for (number, entry) in zip(numbers, sorted) { known[entry.key] = (number, 0, true) }
        return digests.map { RawMark(number: known[$0]?.number ?? 0, digest: $0) }
    }

    /// Removes the bodies of answers given before an instant, in milliseconds since 1970.
    ///
    /// - Returns: how many.
    package func expireRawAnswers(before instant: Int64) throws -> Int {
        try run("UPDATE raw_answer SET body = NULL WHERE body IS NOT NULL AND received_at < \(instant)")
    }

    /// How many answers of a connection are kept with their bodies.
    package func archivedAnswers(of id: SourceConnection.ID) throws -> Int {
        let connection = try number(ofConnection: id).number
        return try value("SELECT count(*) FROM raw_answer WHERE connection = \(connection) AND body IS NOT NULL") ?? 0
    }

    /// The answer that told a record, where it is still kept.
    package func rawAnswer(of key: RecordKey) throws -> RawAnswer? {
        guard let number = try numbers(of: [key])[key], let table = Record.table(of: key.kind) else { return nil }
        return try row(
            """
            SELECT a.category, a.key, a.received_at, a.encoding, a.size, a.body
            FROM \(raw: table.name) t JOIN raw_answer a ON a.number = t.raw
            WHERE t.record = \(number) AND a.body IS NOT NULL
            """
        ) { try $0.rawAnswer(0) }
    }

    private func archived(
        _ digests: Set<[UInt8]>
    ) throws -> [[UInt8]: (number: Int64, receivedAt: Int64, hasBody: Bool)] {
        var found: [[UInt8]: (number: Int64, receivedAt: Int64, hasBody: Bool)] = [:]
        for chunk in Array(digests).chunks(of: 256) {
            try each(
                "SELECT digest, number, received_at, body IS NOT NULL FROM raw_answer WHERE digest IN \(list: chunk)"
            ) { found[try $0.get(0)] = (try $0.integer(1), try $0.integer(2), try $0.bool(3)) }
        }
        return found
    }

    private func refresh(_ number: Int64, _ answer: RawAnswer, keeps: Bool) throws {
        try run("UPDATE raw_answer SET received_at = \(answer.receivedAt) WHERE number = \(number)")
        guard keeps else { return }
        let packed = PackedBody(answer.body)
        try run(
            """
            UPDATE raw_answer SET body = \(packed.bytes), encoding = \(packed.encoding)
            WHERE number = \(number) AND body IS NULL
            """)
    }

    private func write(
        _ answers: some Sequence<(Int64, (key: [UInt8], value: RawAnswer))>, _ connection: Int64, keeps: Bool
    ) throws {
        try insert(
            into: "raw_answer",
            ["number", "connection", "category", "key", "digest", "received_at", "encoding", "size", "body"]
        ) { writer in
            for (number, (digest, answer)) in answers {
                let packed = PackedBody(answer.body)
                try writer.add(number)
                try writer.add(connection)
                try writer.add(answer.category)
                try writer.add(answer.key)
                try digest.withUnsafeBytes { try writer.add($0) }
                try writer.add(answer.receivedAt)
                try writer.add(packed.encoding)
                try writer.add(answer.body.count)
                if keeps { try packed.bytes.withUnsafeBytes { try writer.add($0) } } else { try writer.addNull() }
                try writer.endRow()
            }
        }
    }
}

extension RawAnswer {
    /// Of everything but the time.
    fileprivate func digest(_ connection: Int64) -> [UInt8] {
        var hash = SHA256()
        for part in [String(connection), category, key] { hash.update(data: Data(part.utf8) + [0]) }
        hash.update(data: body)
        return Array(hash.finalize())
    }
}

extension Row {
    /// Out of six columns: category, key, received_at, encoding, size, body.
    func rawAnswer(_ place: Int) throws -> RawAnswer {
        let packed = PackedBody(encoding: try get(place + 3), bytes: try get(place + 5))
        return RawAnswer(
            category: try get(place), key: try get(place + 1),
            body: try packed.unpacked(size: Int(try integer(place + 4))), receivedAt: try get(place + 2))
    }
}

/// An answer as it lies in the archive, to be unpacked where and when there is time.
struct ArchivedAnswer: Sendable {
    let mark: RawMark
    let size: Int
    private let category: String
    private let key: String
    private let receivedAt: Int64
    private let packed: PackedBody

    /// Out of eight columns: those of `rawAnswer`, number and digest.
    init(_ row: Row) throws {
        category = try row.get(0)
        key = try row.get(1)
        receivedAt = try row.get(2)
        packed = PackedBody(encoding: try row.get(3), bytes: try row.get(5))
        size = Int(try row.integer(4))
        mark = RawMark(number: try row.integer(6), digest: try row.get(7))
    }

    func answer() throws -> RawAnswer {
        RawAnswer(category: category, key: key, body: try packed.unpacked(size: size), receivedAt: receivedAt)
    }
}

/// A body as it is kept: deflated where that makes it smaller.
struct PackedBody: Sendable {
    var encoding: String
    var bytes: [UInt8]

    init(encoding: String, bytes: [UInt8]) {
        self.encoding = encoding
        self.bytes = bytes
    }

    init(_ body: [UInt8]) {
        var count = compressBound(UInt(body.count))
        var output = [UInt8](repeating: 0, count: Int(count))
        // The quickest level: an archive is written with every answer, and read when a mapping is corrected.
        if body.count > 256, compress2(&output, &count, body, UInt(body.count), 1) == Z_OK, Int(count) < body.count {
            self.init(encoding: "zlib", bytes: Array(output.prefix(Int(count))))
        } else {
            self.init(encoding: "plain", bytes: body)
        }
    }

    func unpacked(size: Int) throws -> [UInt8] {
        guard encoding == "zlib" else { return bytes }
        var count = UInt(size)
        var output = [UInt8](repeating: 0, count: size)
        guard uncompress(&output, &count, bytes, UInt(bytes.count)) == Z_OK, Int(count) == size else {
            throw DatabaseTrouble.unexpectedAnswer("an archived answer is damaged")
        }
        return output
    }
}
