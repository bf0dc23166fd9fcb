import Connectors
import Foundation
import Records
import TestKit
import Testing

@Suite("Trouble with a repository")
struct GitTroubleTests {
    @Test func `a path that is not there, and one that is no repository`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-none-\(UUID().uuidString)").path()
        await #expect(throws: GitTrouble.notFound(folder)) { try await GitRepository.open(folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        await #expect(throws: GitTrouble.notARepository(folder)) { try await GitRepository.open(folder) }
        try Data("x".utf8).write(to: URL(filePath: folder + "/file"))
        await #expect(throws: GitTrouble.notARepository(folder + "/file")) {
            try await GitRepository.open(folder + "/file")
        }
    }

    @Test(arguments: ["ext::sh -c x", "--upload-pack=x", "ftp://host/x", "", "ssh://-oProxyCommand=x/y", "-x:y"])
    func `an address that git would run or not know is refused`(address: String) async throws {
        await #expect(throws: GitTrouble.notUnderstood(address)) {
            try await GitRepository.open(address, mirrors: NSTemporaryDirectory())
        }
    }

    @Test func `an unknown revision is named`() async throws {
        let scratch = try ScratchRepository()
        try scratch.commit("One")
        var reading = GitReading()
        for name in ["v9", "--all", "main^7"] {
            reading.revision = name
            await #expect(throws: GitTrouble.unknownRevision(name)) { try await WholeHistory(scratch.path, reading) }
        }
    }

    // Another owner can only be given to a folder by root.
    @Test(.enabled(if: getuid() == 0, "only root can give a folder away"))
    func `a clone of another owner is refused with the command that trusts it`() async throws {
        let scratch = try ScratchRepository()
        try scratch.commit("One")
        try FileManager.default.setAttributes([.ownerAccountID: 54_321], ofItemAtPath: scratch.path)
        try FileManager.default.setAttributes([.ownerAccountID: 54_321], ofItemAtPath: scratch.path + "/.git")
        let error = await #expect(throws: GitTrouble.self) { try await GitRepository.open(scratch.path) }
        let sentence = try #require(error.map { "\($0)" })
        #expect(sentence.contains("git config --global --add safe.directory \(scratch.path)"))
    }

    @Test func `a commit or a tree that is gone is named`() async throws {
        for object in ["HEAD~1", "HEAD~1^{tree}"] {
            let scratch = try ScratchRepository()
            for number in 0..<3 {
                try scratch.write("\(number)\n", to: "file")
                try scratch.commit("\(number)")
            }
            let id = try scratch.git("rev-parse", object)
            try FileManager.default.removeItem(atPath: Self.loose(id, in: scratch.path))
            let error = await #expect(throws: GitTrouble.self) { try await WholeHistory(scratch.path) }
            #expect(error.map { "\($0)" }?.contains(id) == true)
        }
    }

    @Test func `a content that is gone is counted and does not end the reading`() async throws {
        let scratch = try ScratchRepository()
        try scratch.write("one\n", to: "file")
        try scratch.commit("One")
        try scratch.write("one\ntwo\n", to: "file")
        try scratch.commit("Two")
        try FileManager.default.removeItem(
            atPath: Self.loose(try scratch.git("rev-parse", "HEAD~1:file"), in: scratch.path))
        let history = try await WholeHistory(scratch.path)
        #expect(history.lines == ["Two", "M missing file", "One", "A missing file"])
        #expect(history.summary.missingObjects == 1)
    }

    @Test func `a content that is gone and needed to find renames is replaced in our own folder`() async throws {
        let scratch = try ScratchRepository()
        try scratch.write("first\n", to: "first")
        try scratch.commit("First")
        let text = (1...30).map { "line \($0)\n" }.joined()
        try scratch.write(text, to: "old")
        try scratch.commit("One")
        try scratch.git("mv", "old", "new")
        try scratch.write(text + "more\n", to: "new")
        try scratch.commit("Two")
        let path = Self.loose(try scratch.git("rev-parse", "HEAD~1:old"), in: scratch.path)
        try FileManager.default.removeItem(atPath: path)
        var reading = GitReading()
        reading.commitsPerBatch = 1
        let history = try await WholeHistory(scratch.path, reading)
        #expect(
            history.lines == ["Two", "D missing old", "A 31 0 new", "One", "A missing old", "First", "A 1 0 first"]
                || history.lines == [
                    "Two", "A 31 0 new", "D missing old", "One", "A missing old", "First", "A 1 0 first",
                ])
        #expect(history.summary.missingObjects == 1)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `a partial clone is read without asking anybody for the rest`() async throws {
        let scratch = try ScratchRepository()
        try scratch.write("one\n", to: "file")
        try scratch.commit("One")
        try scratch.write("one\ntwo\n", to: "file")
        try scratch.commit("Two")
        try scratch.git("config", "uploadpack.allowFilter", "true")
        let partial = scratch.folder + "/partial"
        try scratch.git("clone", "--quiet", "--bare", "--filter=blob:none", "file://" + scratch.path, partial)
        let repository = try await GitRepository.open(partial)
        #expect(repository.repository.isPartial)
        let history = try await WholeHistory(repository)
        #expect(history.lines == ["Two", "M missing file", "One", "A missing file"])
        #expect(history.summary.missingObjects == 2)
    }

    @Test func `a broken pack is told, not read as something else`() async throws {
        let scratch = try ScratchRepository()
        for number in 0..<20 {
            try scratch.write(String(repeating: "\(number) text\n", count: 50 + number), to: "file")
            try scratch.commit("\(number)")
        }
        try scratch.git("repack", "-q", "-a", "-d")
        let packs = scratch.path + "/.git/objects/pack/"
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: packs).first { $0.hasSuffix(".pack") })
        let file = URL(filePath: packs + name)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path())
        var bytes = try Data(contentsOf: file)
        for place in stride(from: 200, to: bytes.count - 40, by: 7) { bytes[place] ^= 0x55 }
        try bytes.write(to: file)
        let error = await #expect(throws: GitTrouble.self) { try await WholeHistory(scratch.path) }
        #expect(error.map { "\($0)" }?.contains("git fsck") == true)
    }

    private static func loose(_ id: String, in path: String) -> String {
        path + "/.git/objects/" + id.prefix(2) + "/" + id.dropFirst(2)
    }
}
