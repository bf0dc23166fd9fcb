import Connectors
import Foundation
import Records
import Store
import TestKit
import Testing

@testable import Server

@Suite("Counting what is left of an import")
struct LateCountTests {
    @Test func `begins when a history has turned out to be long`() async throws {
        let source = try ScratchRepository()
        for number in 0..<3 { try source.commit("\(number)") }
        let count = LateCount(try await GitRepository.open(source.path))
        #expect(count.total(after: 1999) == nil)
        var total: Int?
        try await until("the count is there") {
            total = count.total(after: 2001)
            return total != nil
        }
        #expect(total == 3)
        await count.end()
    }

    @Test func `who ends it before it began waits for nothing`() async throws {
        let source = try ScratchRepository()
        try source.commit("One")
        let count = LateCount(try await GitRepository.open(source.path))
        await count.end()
        #expect(count.total(after: 5) == nil)
    }

    @Test(arguments: Backend.all)
    func `goes into the record of the import`(_ backend: Backend) async throws {
        let repository = Repository(
            id: "work", name: "work", location: "/work", head: nil, branch: "main", isBare: false, isShallow: false,
            isPartial: false, objectFormat: "sha1")
        try await backend.withDatabase { database in
            let session = try await database.write { try $0.beginImport(repository: repository, head: nil, at: 0) }
            #expect(try await database.read { try $0.importRuns().first?.commitsTotal } == nil)
            try await database.write { try $0.count(7, of: session) }
            #expect(try await database.read { try $0.importRuns().first?.commitsTotal } == 7)
        }
    }
}
