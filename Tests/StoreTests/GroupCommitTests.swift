import Store
import TestKit
import Testing

@Suite("Group commits", .timeLimit(.minutes(40)))
struct GroupCommitTests {
    @Test(arguments: Backend.all)
    func `share transactions, and each gets its own reply`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let transactions = Counter()
            let commits = GroupCommit<Int, Int>(database, most: 40, limit: 1000) { db, items in
                _ = transactions.next()
                for item in items { try db.run("INSERT INTO record_family (source, kind) VALUES ('s', \("\(item)"))") }
                return items.map { $0 * 2 }
            }
            let replies = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
                for number in 0..<200 { group.addTask { (number, try await commits.add(number)) } }
                return try await group.reduce(into: [Int: Int]()) { $0[$1.0] = $1.1 }
            }
            #expect(replies == Dictionary(uniqueKeysWithValues: (0..<200).map { ($0, $0 * 2) }))
            #expect(try await database.read { try $0.value("SELECT count(*) FROM record_family") } == 200)
            #expect(transactions.value < 200)
        }
    }

    @Test(arguments: Backend.all)
    func `refuse what memory has no room for, and tell everybody of trouble`(_ backend: Backend) async throws {
        struct Trouble: Error {}
        try await backend.withDatabase { database in
            let commits = GroupCommit<Int, Int>(database, most: 10, limit: 100, cost: { $0 }) { _, items in
                if items.contains(7) { throw Trouble() }
                return items
            }
            // One that is larger than all limits goes alone.
            let large = try await commits.add(5000)
            #expect(large == 5000)
            await #expect(throws: Trouble.self) { try await commits.add(7) }
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<300 {
                    group.addTask {
                        do { return try await commits.add(10) == 10 } catch { return false }
                    }
                }
                return await group.reduce(into: [Bool]()) { $0.append($1) }
            }
            #expect(outcomes.contains(true))
            #expect(try await commits.add(3) == 3)
        }
    }
}
