import Connectors
import Foundation
import Records
import TestKit
import Testing

@Suite("Reading a history")
struct GitReadTests {
    @Test func `commits come newest first with people, times, subjects and trailers`() async throws {
        let scratch = try ScratchRepository()
        try scratch.write("one\ntwo\n", to: "a.txt")
        let first = try scratch.commit("First", at: "1600000000 -0430")
        try scratch.write("one\nthree\nfour\n", to: "a.txt")
        let second = try scratch.commit(
            """
            Second
            goes on

            Body.

            Co-authored-by: Grace Hopper <grace@example.org>
            REVIEWED-BY: Alan <alan@example.org>
            Ticket: 17
            """, by: "Böb [x] <", email: "bob@example.org", at: "1600000060 +0545")

        let history = try await WholeHistory(scratch.path)
        #expect(history.lines == ["Second goes on", "M 2 1 a.txt", "First", "A 2 0 a.txt"])
        #expect(history.summary.commits == 2)
        let (newest, fragment) = try #require(history.commits.first)
        #expect(newest.id == ObjectID(second))
        #expect(newest.parents == [try #require(ObjectID(first))])
        #expect(fragment.author(newest) == Signature(name: "Böb [x]", email: "bob@example.org"))
        #expect(fragment.signatures[Int(newest.committer)] == Signature(name: "Com", email: "com@example.org"))
        #expect(newest.authored == Moment(seconds: 1_600_000_060, offset: 345))
        #expect(history.commits[1].commit.authored == Moment(seconds: 1_600_000_000, offset: -270))
        #expect(newest.trailers.map(\.kind) == [.coAuthoredBy, .reviewedBy])
        #expect(newest.trailers.map { fragment.signatures[Int($0.signature)].name } == ["Grace Hopper", "Alan"])
    }

    @Test func `renames, copies of mode, links, submodules and binary files are what git says`() async throws {
        let scratch = try ScratchRepository()
        let text = (1...40).map { "line \($0)\n" }.joined()
        try scratch.write(text, to: "old name.txt")
        try scratch.write(Data([1, 0, 2]), to: "picture.png")
        try FileManager.default.createSymbolicLink(atPath: scratch.path + "/link", withDestinationPath: "old name.txt")
        try scratch.write("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", to: "large.bin")
        try FileManager.default.createDirectory(atPath: scratch.path + "/module", withIntermediateDirectories: true)
        try scratch.git("update-index", "--add", "--cacheinfo", "160000,\(String(repeating: "1", count: 40)),module")
        try scratch.commit("All")
        try FileManager.default.removeItem(atPath: scratch.path + "/module")
        try scratch.git("mv", "old name.txt", "new name.txt")
        try scratch.write(text + "more\n", to: "new name.txt")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: scratch.path + "/large.bin")
        try FileManager.default.removeItem(atPath: scratch.path + "/link")
        try scratch.write("no link\n", to: "link")
        try scratch.commit("Changed")

        let history = try await WholeHistory(scratch.path)
        #expect(
            history.lines == [
                "Changed", "M 0 0 large.bin", "T 1 1 link", "D 0 1 module",
                "R 1 0 old name.txt -> new name.txt",
                "All", "A 3 0 large.bin", "A 1 0 link", "A 1 0 module", "A 40 0 old name.txt", "A binary picture.png",
            ])
        #expect(history.numstat == (try WholeHistory.numstat(of: scratch.path)))
        #expect(history.commits[0].history.changes[0].mode == .executable)
        #expect(history.commits[1].history.changes.contains { $0.mode == .symbolicLink })

        var apart = GitReading()
        apart.followsRenames = false
        let plain = try await WholeHistory(scratch.path, apart)
        #expect(plain.lines.contains("D 0 40 old name.txt"))
        #expect(plain.numstat == (try WholeHistory.numstat(of: scratch.path, "--no-renames")))
    }

    @Test func `merges have no changes of their own, and an octopus has all its parents`() async throws {
        let scratch = try ScratchRepository()
        try scratch.write("base\n", to: "base")
        try scratch.commit("Base")
        for name in ["one", "two", "three"] {
            try scratch.git("switch", "--quiet", "--create", name, "main")
            try scratch.write(name + "\n", to: name)
            try scratch.commit(name)
        }
        try scratch.git("switch", "--quiet", "main")
        try scratch.git("merge", "--quiet", "--message", "Octopus", "one", "two", "three")
        let history = try await WholeHistory(scratch.path)
        #expect(history.commits[0].commit.parents.count == 3)
        #expect(history.commits[0].commit.changes.isEmpty)
        #expect(history.summary.merges == 1)
        #expect(history.summary.fileChanges == 4)
    }

    @Test func `paths in any encoding, with tabs and line feeds, come through`() async throws {
        let scratch = try ScratchRepository()
        let names = ["tab\there", "line\nfeed", "brackets [x] {a => b}", "quote\"s", "Grüße/日本"]
        for name in names { try scratch.write("x\n", to: name) }
        try scratch.commit("Names")
        let blob = try scratch.git("hash-object", "-w", "tab\there")
        try Data("100644 \(blob)\t".utf8 + [0x66, 0xFF, 0x09, 0x0A]).write(to: URL(filePath: scratch.folder + "/index"))
        _ = try BuiltProgram.run(
            "/bin/sh", ["-c", "git update-index -z --index-info < \(scratch.folder)/index"],
            in: URL(filePath: scratch.path))
        try scratch.git("commit", "--quiet", "--message", "Bytes")
        let history = try await WholeHistory(scratch.path)
        #expect(history.commits[0].history.paths.contains("\"f\\377\\t\\n\""))
        #expect(Set(names).isSubset(of: Set(history.commits[1].history.paths)))
    }

    @Test func `batches stand alone and end where they are told to`() async throws {
        let scratch = try ScratchRepository()
        for number in 0..<7 {
            try scratch.write("\(number)\n", to: "file")
            try scratch.commit("\(number)", at: "\(1_700_000_000 + number) +0000")
        }
        var reading = GitReading()
        reading.commitsPerBatch = 3
        let history = try await WholeHistory(scratch.path, reading)
        #expect(history.batches.map(\.fragment.commits.count) == [3, 3, 1])
        #expect(history.subjects == ["6", "5", "4", "3", "2", "1", "0"])
        #expect(history.batches.allSatisfy { $0.fragment.paths == ["file"] })
    }

    @Test func `the first batches are smaller, so that saving begins early`() async throws {
        let scratch = try ScratchRepository()
        let commit = #"printf 'commit refs/heads/main\ncommitter A <a@b> %d +0000\ndata 1\nx\n' $((1700000000 + n))"#
        _ = try BuiltProgram.run(
            "/bin/sh", ["-c", "for n in $(seq 800); do \(commit); done | git fast-import --quiet --force"],
            in: URL(filePath: scratch.path))
        let sizes = try await WholeHistory(scratch.path).batches.map(\.fragment.commits.count)
        // The first of two processes prints 500.
        #expect(sizes == [64, 80, 100, 125, 131] + [160, 140])
    }

    @Test func `only paths are read when no lines are asked for`() async throws {
        let scratch = try ScratchRepository()
        try scratch.write("one\n", to: "a")
        try scratch.commit("One")
        var reading = GitReading()
        reading.countsLines = false
        #expect(try await WholeHistory(scratch.path, reading).lines == ["One", "A notCounted a"])
    }

    @Test func `what is known already is left out, and single commits can be had`() async throws {
        let scratch = try ScratchRepository()
        var ids: [ObjectID] = []
        for number in 0..<4 {
            try scratch.write("\(number)\n", to: "file")
            ids.append(try #require(ObjectID(try scratch.commit("\(number)", at: "\(1_700_000_000 + number) +0000"))))
        }
        let unknown = try #require(ObjectID(String(repeating: "a", count: 40)))
        var later = GitReading()
        later.excluding = [ids[1], unknown]
        #expect(try await WholeHistory(scratch.path, later).subjects == ["3", "2"])
        var single = GitReading()
        single.only = [ids[2], ids[0]]
        #expect(try await WholeHistory(scratch.path, single).subjects == ["2", "0"])
        var earlier = GitReading()
        earlier.revision = "main~2"
        #expect(try await WholeHistory(scratch.path, earlier).subjects == ["1", "0"])

        let repository = try await GitRepository.open(scratch.path)
        #expect(try await repository.commitCount(later) == 2)
        #expect(try await repository.commitIDs(from: ids[3], excluding: [ids[1], unknown]) == [ids[3], ids[2]])
        #expect(try await repository.isAncestor(ids[0], of: ids[3]))
        #expect(try await !repository.isAncestor(ids[3], of: ids[0]))
        #expect(try await !repository.isAncestor(unknown, of: ids[0]))
        #expect(try await repository.contains(ids[3]))
    }

    @Test func `whoever has heard enough ends the reading`() async throws {
        struct Enough: Error {}
        let scratch = try ScratchRepository()
        for number in 0..<20 {
            try scratch.write("\(number)\n", to: "file")
            try scratch.commit("\(number)")
        }
        let repository = try await GitRepository.open(scratch.path)
        var reading = GitReading()
        reading.commitsPerBatch = 1
        var seen = 0
        await #expect(throws: Enough.self) {
            _ = try await repository.read(reading) { _ in
                seen += 1
                throw Enough()
            }
        }
        #expect(seen == 1)
    }
}
