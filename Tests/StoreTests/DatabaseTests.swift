import Records
import Store
import TestKit
import Testing

@Suite("Database", .timeLimit(.minutes(40)))
struct DatabaseTests {
    @Test(arguments: Backend.all)
    func `gives back every kind of value as it was`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let texts = [
                "", "plain", "' OR 1=1; DROP TABLE path; --", "$1 ?1 \\x41 \\N", "tab\tline\nreturn\r",
                "\u{1F409}é漢\u{10FFFF}",
            ]
            let bytes: [[UInt8]] = [[], [0], [0, 255, 92, 39, 10], Array(repeating: 7, count: 3_000_000)]
            let integers: [Int64] = [0, -1, .max, .min, 42]
            let reals: [Double] = [0, -1.5, 0.1, 1e300, .pi]
            try await database.write { db in
                for text in texts { #expect(try db.value("SELECT CAST(\(text) AS TEXT)") == text) }
                for value in bytes {
                    try db.run("UPDATE import_run SET head = \(value)")
                    try db.makeRepository("r\(value.count)", head: value)
                    #expect(try db.value("SELECT head FROM repository WHERE id = \("r\(value.count)")") == value)
                }
                for value in integers { #expect(try db.value("SELECT CAST(\(value) AS BIGINT)") == value) }
                for value in reals { #expect(try db.value("SELECT CAST(\(value) AS DOUBLE PRECISION)") == value) }
                for value in [true, false] {
                    try db.run("UPDATE repository SET is_bare = \(value)")
                    #expect(try db.value("SELECT is_bare FROM repository WHERE id = 'r0'") == value)
                }
                #expect(try db.value("SELECT branch FROM repository WHERE id = 'r0'", as: String.self) == nil)
            }
        }
    }

    @Test(arguments: Backend.all, [0, 1, 31, 32, 33, 64, 200])
    func `adds many rows at once as one by one`(_ backend: Backend, _ count: Int) async throws {
        let rows = (0..<count).map { place in
            (
                id: "r\(place)", name: ["", "é\u{10FFFF}", String(repeating: "x", count: place * 4096)][place % 3],
                head: place % 4 == 0 ? nil : (0..<place % 5).map(UInt8.init), isBare: place % 2 == 0
            )
        }
        try await backend.withDatabase { database in
            try await database.write { db in
                try db.insert(
                    into: "repository",
                    [
                        "number", "id", "name", "location", "head", "is_bare", "is_shallow", "is_partial",
                        "object_format",
                    ]
                ) { writer in
                    for (number, row) in rows.enumerated() {
                        try writer.add(number)
                        try writer.add(row.id)
                        try writer.add(row.name)
                        try writer.add("/")
                        if let head = row.head {
                            try head.withUnsafeBytes { try writer.add($0) }
                        } else {
                            try writer.addNull()
                        }
                        try writer.add(row.isBare)
                        try writer.add(false)
                        try writer.add(false)
                        try writer.add("sha1")
                        try writer.endRow()
                    }
                }
            }
            let stored = try await database.read { db in
                try db.rows("SELECT id, name, head, is_bare FROM repository ORDER BY number") {
                    (
                        id: try $0.text(0), name: try $0.text(1), head: try $0.get(2, as: [UInt8]?.self),
                        isBare: try $0.bool(3)
                    )
                }
            }
            #expect(stored.count == count)
            #expect(zip(stored, rows).allSatisfy { $0 == $1 })
        }
    }

    @Test(arguments: Backend.all, [1, 40])
    func `adds none of the rows when one is refused`(_ backend: Backend, _ last: Int) async throws {
        try await backend.withDatabase { database in
            try await database.write { try $0.makeRepository("a") }
            await #expect(throws: DatabaseTrouble.self) {
                try await database.write { db in
                    try db.insert(into: "path", ["repository", "number", "name"]) { writer in
                        for number in 0...last {
                            try writer.add(1)
                            try writer.add(number == last ? 0 : number)
                            try writer.add("file\(number)")
                            try writer.endRow()
                        }
                    }
                }
            }
            #expect(try await database.read { try $0.value("SELECT count(*) FROM path") } == 0)
        }
    }

    @Test(arguments: Backend.all)
    func `shows a NUL in text as a sign, because PostgreSQL cannot keep one`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            try await database.write { db in
                try db.makeRepository("a")
                try db.run("UPDATE repository SET name = \("be\0fore")")
                try db.insert(into: "path", ["repository", "number", "name"]) { writer in
                    try writer.add(1)
                    try writer.add(0)
                    try writer.add("x\0y")
                    try writer.endRow()
                }
                #expect(try db.value("SELECT name FROM repository") == "be␀fore")
                #expect(try db.value("SELECT name FROM path WHERE name IN \(list: ["x\0y"])") == "x␀y")
            }
        }
    }

    @Test(arguments: Backend.all)
    func `binds lists of any length and kind`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            try await database.write { db in
                let names = ["a", "b\"c", "d\\e", "{f}", "NULL", "g,h", "e\u{301}", "\u{e9}"]
                for name in names { try db.makeRepository(name, head: Array(name.utf8)) }
                func count(_ sql: SQL) throws -> Int? { try db.value("SELECT count(*) FROM repository WHERE \(sql)") }
                #expect(try count("id IN \(list: names)") == 8)
                #expect(try count("id IN \(list: ["a", "e\u{301}", "zz"])") == 2)
                #expect(try count("id NOT IN \(list: names.dropLast())") == 1)
                #expect(try count("id IN \(list: [String]())") == 0)
                #expect(try count("number IN \(list: [1, 2, 900])") == 2)
                #expect(try count("head IN \(list: names.map { Array($0.utf8) })") == 8)
                #expect(try count("number IN \(list: Array(1...50_000))") == 8)
            }
        }
    }

    @Test(arguments: Backend.all)
    func `keeps all of a transaction or nothing`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            await #expect(throws: Stop.self) {
                try await database.write { db in
                    try db.makeRepository("a")
                    throw Stop()
                }
            }
            let count = try await database.read { try $0.repositories().count }
            #expect(count == 0)
        }
    }

    @Test(arguments: Backend.all)
    func `goes on after a savepoint that failed`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let troubles = try await database.write { db in
                try db.makeRepository("a")
                var troubles: [DatabaseTrouble] = []
                do {
                    try db.savepoint {
                        try db.makeRepository("b")
                        try db.savepoint { try db.makeRepository("c") }
                        try db.makeRepository("a")
                    }
                } catch let trouble as DatabaseTrouble { troubles.append(trouble) }
                try db.savepoint { try db.makeRepository("d") }
                return troubles
            }
            #expect(troubles.count == 1)
            #expect(try await database.read { try $0.repositories().map(\.id) } == ["a", "d"])
        }
    }

    @Test(arguments: Backend.all, Refusal.all)
    func `names the constraint that refused`(_ backend: Backend, _ refusal: Refusal) async throws {
        try await backend.withDatabase { database in
            try await database.write { try $0.makeRepository("a") }
            do {
                try await database.write { db in _ = try db.run(refusal.sql) }
                Issue.record("\(refusal.constraint) was not refused")
            } catch DatabaseTrouble.constraint(let constraint, _) {
                #expect(constraint == refusal.constraint)
            }
        }
    }

    @Test(arguments: Backend.all)
    func `visits a long answer while other statements run`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            try await database.write { db in
                try db.makeRepository("a")
                try db.insert(into: "path", ["repository", "number", "name"]) { writer in
                    for number in 0..<10_000 {
                        try writer.add(1)
                        try writer.add(number)
                        try writer.add("file\(number)")
                        try writer.endRow()
                    }
                }
            }
            let visited = try await database.read { db in
                var sum = 0
                var same = 0
                try db.each("SELECT number FROM path WHERE number < \(9_000) ORDER BY number") { row in
                    let number: Int = try row.get("number")
                    sum += number
                    guard number % 3000 == 0 else { return }
                    try db.each("SELECT number FROM path WHERE number < \(9_000) ORDER BY number") { _ in same += 1 }
                }
                #expect(throws: Stop.self) { try db.each("SELECT number FROM path") { _ in throw Stop() } }
                return [sum, same, try db.value("SELECT count(*) FROM path") ?? 0]
            }
            #expect(visited == [9000 * 8999 / 2, 27_000, 10_000])
        }
    }

    @Test(arguments: Backend.all)
    func `loses no update of writers at the same time`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            try await database.write { try $0.makeRepository("a") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        for _ in 0..<20 {
                            try await database.write { db in
                                let seen: Int = try db.value("SELECT revision FROM repository WHERE id = 'a'") ?? 0
                                try db.run("UPDATE repository SET revision = \(seen + 1) WHERE id = 'a'")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.read { try $0.value("SELECT revision FROM repository") } == 120)
        }
    }

    @Test(arguments: Backend.all)
    func `refuses to write in a read`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            await #expect(throws: DatabaseTrouble.self) { try await database.read { try $0.makeRepository("a") } }
            let count = try await database.read { try $0.repositories().count }
            #expect(count == 0)
        }
    }

    @Test(arguments: Backend.all)
    func `says that it is closed`(_ backend: Backend) async throws {
        try await backend.withLocation { location in
            let database = try await Databases.open(location)
            try await database.close()
            await #expect(throws: DatabaseTrouble.closed) { try await database.read { try $0.repositories() } }
        }
    }

    @Test(arguments: Backend.all)
    func `says which column does not fit`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            try await database.write { try $0.makeRepository("a") }
            for sql in ["SELECT id FROM repository", "SELECT branch FROM repository"] as [SQL] {
                await #expect(throws: DatabaseTrouble.self) {
                    try await database.read { db in try db.rows(sql) { try $0.get(0, as: Int.self) } }
                }
            }
            await #expect(throws: DatabaseTrouble.self) {
                try await database.read { db in
                    try db.rows("SELECT id FROM repository") { try $0.get("nme", as: String.self) }
                }
            }
        }
    }
}

struct Stop: Error {}

struct Refusal: Sendable, CustomStringConvertible {
    let constraint: DatabaseTrouble.Constraint
    let sql: SQL
    var description: String { constraint.rawValue }

    static let all = [
        Refusal(constraint: .unique, sql: "INSERT INTO path VALUES (1, 0, 'x'), (1, 1, 'x')"),
        Refusal(constraint: .foreignKey, sql: "INSERT INTO path VALUES (99, 0, 'x')"),
        Refusal(constraint: .notNull, sql: "UPDATE repository SET name = NULL"),
        Refusal(constraint: .check, sql: "UPDATE repository SET id = ''"),
    ]
}

extension Connection {
    /// The smallest row that others can refer to.
    func makeRepository(_ id: String, head: [UInt8]? = nil) throws {
        try run(
            """
            INSERT INTO repository (number, id, name, location, head, is_bare, is_shallow, is_partial, object_format)
            VALUES (
                (SELECT coalesce(max(number), 0) + 1 FROM repository), \(id), \(id), '/', \(head), \(false), \(false),
                \(false), 'sha1')
            """)
    }
}
