import Features
import Foundation
import TestKit
import Testing

@Suite("Names that look the same and are not")
struct LookAlikeTests {
    /// One character, and a letter with an accent after it.
    private static let (one, two) = ("\u{c9}", "E\u{301}")

    @Test func `are two people's and two files', as for git`() throws {
        let repository = try ScratchRepository()
        try repository.write("a\nb\n", to: Self.one + ".c")
        try repository.write("c\n", to: Self.two + ".c")
        try repository.commit("Both", by: Self.one + "va", email: "eva@example.org", at: "1700000000 +0000")
        try repository.write("a\nd\n", to: Self.one + ".c")
        try repository.commit("First", by: Self.two + "va", email: "eva@example.org", at: "1700000001 +0000")
        try repository.write("e\n", to: Self.two + ".c")
        try repository.commit("Second", by: Self.two + "va", email: "eva@example.org", at: "1700000002 +0000")
        let answer = try TuttiProgram.run("report", repository.path, "--json")
        try #require(answer.status == 0, "\(answer.errors)")
        let report = try JSONDecoder().decode(Report.self, from: Data(answer.output.utf8))
        #expect(report.identities.pairs == 2 && report.identities.afterMailmap == 2)
        #expect(report.repository.files == 2 && report.changes.fileChanges == 4)
        #expect(report.changes.linesAdded == 5 && report.changes.linesDeleted == 2)
        let data = repository.folder + "/data"
        #expect(try TuttiProgram.run("import", "git", repository.path, "--data", data).status == 0)
        let again = try TuttiProgram.run("import", "git", repository.path, "--data", data)
        #expect(again.output == "work: 0 new commits\n")
    }
}
