import Connectors
import Foundation
import Records
import TestKit
import Testing

@Suite("Debt markers")
struct MarkersTests {
    @Test func `finds words and not parts of words, one in a line`() async throws {
        let repository = try ScratchRepository()
        try repository.write(
            """
            // TODO: tidy up
            let TODOS = 1, XXXX = 2, MY_TODO = 3
            /* FIXME(later) and TODO */
            # HACK
            x = 1 // XXX - odd
            // todo in small letters is prose
            """, to: "a.swift")
        try repository.write("TODO in prose\n", to: "NOTES.md")
        try repository.write("// TODO elsewhere\n", to: "vendor/b.js")
        let markers = try await markers(of: repository)
        #expect(markers.map(\.line) == [1, 3, 4, 5])
        #expect(markers.map(\.kind) == ["TODO", "FIXME", "HACK", "XXX"])
        #expect(
            markers.map(\.text)
                == ["tidy up", "(later) and TODO ", "", "- odd"].map { $0.trimmingCharacters(in: .whitespaces) })
        #expect(Set(markers.map(\.path)) == ["a.swift"])
    }

    @Test(arguments: [
        "//TODO", "  \" TODO of Vim", "  FIXME: in a block", "* HACK in a block", "x = 1 -- XXX", "mov ax, 1 ; TODO",
        "TODO(\"later\")", "throw TODO(later)", "<!-- FIXME -->", "comment = \"TODO: move\"", "#TODO", "/*XXX*/",
        "a // b/c TODO", "#define X 1 // TODO", "# define X /* HACK */ 1", "# if all else fails, a HACK",
        "#if 0 /* XXX: why */",
        "#Define what TODO means",
    ])
    func `stands where people write to each other`(_ line: String) async throws {
        let repository = try ScratchRepository()
        try repository.write("package a\n\(line)\n", to: "a.go")
        #expect(try await markers(of: repository).map(\.line) == [2])
    }

    @Test(arguments: [
        "ctx := context.TODO()", "// (e.g., /PREFIX/XXX should resolve)", "value = \"Bearer XXX\"", "exec emacs ~/TODO",
        "match: (TODO|FIXME|BUG)", "case XXX", "return Kind.HACK", "#define HACK", "#ifdef HACK",
        "  #  define HACK(x) (x)", "#if XXX", "\t#undef XXX", "#\telif TODO",
    ])
    func `is no part of a longer name, of a path, of a value or of a directive`(_ line: String) async throws {
        let repository = try ScratchRepository()
        try repository.write("package a\n\(line)\n", to: "a.go")
        #expect(try await markers(of: repository).isEmpty)
    }

    @Test func `a marker is as old as its line`() async throws {
        let repository = try ScratchRepository()
        try repository.write("// TODO first\n", to: "a.c")
        try repository.commit("First", at: "1600000000 +0200")
        try repository.write("int x;\n// TODO first\n// FIXME second\n", to: "a.c")
        let markers = try await markers(of: repository, at: "1700000000 -0530")
        #expect(
            markers.map(\.since) == [
                Moment(seconds: 1_600_000_000, offset: 120), Moment(seconds: 1_700_000_000, offset: -330),
            ])
    }

    @Test func `a commit that only reformatted does not make a marker younger`() async throws {
        let repository = try ScratchRepository()
        try repository.write("int x;\n// TODO first\nint y;\n", to: "a.c")
        try repository.commit("First", at: "1600000000 +0000")
        try repository.write("int x;\n  // TODO first\nint y;\n", to: "a.c")
        let reformatted = try repository.commit("Reformat", at: "1650000000 +0000")
        try repository.write("# reformatted\n\(reformatted) # all\nnonsense\n", to: ".git-blame-ignore-revs")
        let markers = try await markers(of: repository)
        #expect(markers.map(\.since) == [Moment(seconds: 1_600_000_000)])
    }

    @Test func `past the budget the files touched last are dated`() async throws {
        let repository = try ScratchRepository()
        for number in 1...4 {
            try repository.write("// TODO \(number)\n", to: "\(5 - number).c")
            try repository.commit("\(number)", at: "\(1_600_000_000 + number) +0000")
        }
        let opened = try await GitRepository.open(repository.path)
        let snapshot = try await opened.snapshot(
            at: try #require(opened.repository.head), dating: MarkerDating(files: 2))
        #expect(snapshot.markers.map { $0.since?.seconds } == [1_600_000_004, 1_600_000_003, nil, nil])
    }

    private func markers(of repository: ScratchRepository, at date: String = "1700000000 +0000") async throws
        -> [DebtMarker]
    {
        try repository.commit("All of it", at: date)
        let opened = try await GitRepository.open(repository.path)
        return try await opened.snapshot(at: try #require(opened.repository.head)).markers
    }
}
