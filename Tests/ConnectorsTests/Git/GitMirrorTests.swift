import Connectors
import Foundation
import Records
import TestKit
import Testing

@Suite("Opening a URL")
struct GitMirrorTests {
    @Test(arguments: ["sha1", "sha256"])
    func `a copy is kept, and follows what happens there`(format: String) async throws {
        let scratch = try ScratchRepository(["--object-format=" + format])
        try scratch.write("one\n", to: "a")
        try scratch.commit("One")
        try scratch.git("tag", "gone")
        let mirrors = scratch.folder + "/mirrors"
        let url = "file://" + scratch.path
        let first = try await GitRepository.open(url, mirrors: mirrors)
        #expect(first.repository.id == "work")
        #expect(first.repository.location == url)
        #expect(first.repository.branch == "main")
        #expect(try await first.tags().map(\.name) == ["gone"])
        #expect(try await WholeHistory(first).subjects == ["One"])

        try scratch.git("tag", "--delete", "gone")
        try scratch.git("commit", "--quiet", "--amend", "--message", "Rewritten")
        try scratch.git("branch", "--move", "trunk")
        let head = try scratch.git("rev-parse", "HEAD")
        let second = try await GitRepository.open(url, mirrors: mirrors)
        #expect(second.repository.head == ObjectID(head))
        #expect(second.repository.branch == "trunk")
        #expect(try await second.tags().isEmpty)
        #expect(try await WholeHistory(second).subjects == ["Rewritten"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: mirrors).count == 1)
    }

    @Test func `an empty repository elsewhere is an empty one here`() async throws {
        let scratch = try ScratchRepository(["--bare"])
        let repository = try await GitRepository.open("file://" + scratch.path, mirrors: scratch.folder + "/mirrors")
        #expect(repository.repository.head == nil)
    }

    @Test func `what cannot be reached is said with its host and without the password`() async throws {
        let mirrors = FileManager.default.temporaryDirectory.appending(path: "tutti-mirrors-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: mirrors) }
        let error = await #expect(throws: GitTrouble.self) {
            try await GitRepository.open("http://me:secret@127.0.0.1:9/team/tool.git", mirrors: mirrors.path())
        }
        let sentence = try #require(error.map { "\($0)" })
        #expect(sentence.contains("Cloning from 127.0.0.1:9 failed"))
        #expect(!sentence.contains("secret"))
        #expect(!FileManager.default.fileExists(atPath: mirrors.path()))
    }

    @Test func `a folder that cannot be written is named`() async throws {
        let scratch = try ScratchRepository()
        try scratch.commit("One")
        let blocked = scratch.folder + "/file"
        try Data().write(to: URL(filePath: blocked))
        let error = await #expect(throws: GitTrouble.self) {
            try await GitRepository.open("file://" + scratch.path, mirrors: blocked)
        }
        #expect(error.map { "\($0)" }?.contains(blocked) == true)
    }
}
