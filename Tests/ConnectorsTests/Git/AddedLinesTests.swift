import Foundation
import Records
import TestKit
import Testing

@testable import Connectors

@Suite("Lines that a commit adds", .timeLimit(.minutes(40)))
struct AddedLinesTests {
    @Test func `are numbered as they are after it, beside its first parent`() async throws {
        let clone = try ScratchRepository()
        try clone.write("a\nb\nc\nd\n", to: "kept.txt")
        try clone.write("x\n", to: "gone.txt")
        try clone.commit("First", at: "1700000000 +0000")
        // One line changed, two added at the end, of which one looks like a hunk and one like a name.
        try clone.write("a\nB\nc\nd\n@@ -1 +1 @@\n++ b/kept.txt\n", to: "kept.txt")
        try clone.write("eins\nzwei", to: "mit Leer\u{FC}.txt")
        try clone.git("rm", "-q", "gone.txt")
        try clone.commit("Second", at: "1700000100 +0000")
        let head = try clone.git("rev-parse", "HEAD").trimmingCharacters(in: .whitespacesAndNewlines)
        let root = try clone.git("rev-parse", "HEAD^").trimmingCharacters(in: .whitespacesAndNewlines)
        let repository = try await GitRepository.open(clone.path, mirrors: clone.folder + "/mirrors")
        #expect(
            try await repository.addedLines(by: try #require(ObjectID(head))) == [
                "kept.txt": [2, 5, 6], "mit Leer\u{FC}.txt": [1, 2],
            ])
        let first = try #require(ObjectID(root))
        await #expect(throws: GitTrouble.self) { try await repository.addedLines(by: first) }
    }
}
