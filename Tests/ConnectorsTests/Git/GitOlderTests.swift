import Foundation
import Records
import TestKit
import Testing

@testable import Connectors

@Suite("Git before 2.36")
struct GitOlderTests {
    @Test func `is asked in another way, and the history is the same`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-test-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let script = BuiltProgram.checkout.appending(path: "scripts/make-history").path()
        let made = try BuiltProgram.run("/usr/bin/python3", [script, folder + "/long.git", "900"])
        try #require(made.status == 0, "\(made.errors)")
        let clone = try await GitClone(folder + "/long.git")
        let older = try await fragments(of: clone, .oldest)
        #expect(older.reduce(0) { $0 + $1.commits.count } >= 900)
        #expect(try await fragments(of: clone, GitVersion(major: 2, minor: 36)) == older)
    }

    @Test func `before 2.30 is named whatever is read, and not what it makes of it`() async throws {
        let scratch = try ScratchRepository()
        try scratch.commit("One")
        let tooOld = GitTrouble.gitTooOld(found: "2.29")
        let clone = try await GitClone(scratch.path)
        let shadow = try GitShadow(of: clone, git: AskedGitVersion(Task { throw tooOld }))
        let head = try #require(clone.head)
        for countsLines in [true, false] {
            var reading = GitReading()
            reading.countsLines = countsLines
            let reader = HistoryReader(shadow: shadow, start: head, reading: reading) { nil }
            await #expect(throws: tooOld) { try await reader.run { _ in } }
        }
        await #expect(throws: tooOld) { try await shadow.process.lines(["ls-tree", "-r", head.hex]) }
        await #expect(throws: tooOld) { try await shadow.process.lines(["ls-tree", "--not-known-to-it"]) }
    }

    private func fragments(of clone: GitClone, _ version: GitVersion) async throws -> [History] {
        let shadow = try GitShadow(of: clone, git: AskedGitVersion(Task { version }))
        #expect(try await shadow.canFlush == (version > .oldest))
        let reader = HistoryReader(shadow: shadow, start: try #require(clone.head), reading: GitReading()) { nil }
        var fragments: [History] = []
        #expect(try await reader.run { fragments.append($0) } == 0)
        return fragments
    }
}
