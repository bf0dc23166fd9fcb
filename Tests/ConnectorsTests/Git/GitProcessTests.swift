import Foundation
import TestKit
import Testing

@testable import Connectors

@Suite("Running git")
struct GitProcessTests {
    @Test func `a missing git and an old one are said`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-path-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let git = GitProcess(environment: ["PATH": folder])
        await #expect(throws: GitTrouble.gitMissing) { try await GitVersion.installed(asking: git) }

        let program = folder + "/git"
        try Data("#!/bin/sh\necho git version 2.29.3\n".utf8).write(to: URL(filePath: program))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        await #expect(throws: GitTrouble.gitTooOld(found: "2.29")) { try await GitVersion.installed(asking: git) }
        try await GitRepository.checkGit()
    }

    @Test(arguments: [
        ("git version 2.39.5", 2, 39), ("git version 2.39.5 (Apple Git-154)", 2, 39), ("git version 3.0.0-rc1", 3, 0),
    ])
    func `versions are read`(text: String, major: Int, minor: Int) {
        #expect(GitVersion(text) == GitVersion(major: major, minor: minor))
    }

    @Test func `a cancelled reading ends and takes git with it`() async throws {
        let scratch = try ScratchRepository()
        let git = GitProcess(environment: ProcessInfo.processInfo.environment, options: ["-C", scratch.path])
        // Waits for questions that never come.
        let questions = try BytePipe()
        defer { questions.closeBoth() }
        let task = Task {
            _ = try await git.launch(["cat-file", "--batch"], input: questions.reader) { output in
                var reader = ByteReader(output)
                _ = try reader.next(until: 0)
            }
        }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `whoever stops listening early is no failure of git`() async throws {
        let scratch = try ScratchRepository()
        try scratch.write(String(repeating: "many words\n", count: 400_000), to: "file")
        try scratch.commit("One")
        let repository = try await GitRepository.open(scratch.path)
        let first = try await repository.process.stream(["cat-file", "blob", "HEAD:file"]) { reader in
            try reader.next(until: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(first == "many words")
    }

    @Test(arguments: [
        ("fatal: unable to access 'https://me:pw@host/x/': no route", "unable to access 'https://host/x/': no route"),
        (
            "git@host: Permission denied (publickey).\nfatal: Could not read from remote repository.\n",
            "git@host: Permission denied (publickey)"
        ),
        ("", "it gave no reason"),
    ])
    func `git's last word is kept, without passwords`(complaints: String, reason: String) {
        #expect(GitTrouble(command: "fetch", complaints: complaints) == .failed(command: "fetch", reason: reason))
    }

    @Test(arguments: [
        ("fatal: unable to read tree \(String(repeating: "a", count: 40))", String(repeating: "a", count: 40)),
        (
            "error: garbage\nfatal: loose object \(String(repeating: "b", count: 64)) (stored in x) is corrupt",
            String(repeating: "b", count: 64)
        ),
    ])
    func `damage names its object`(complaints: String, object: String) {
        guard case .damaged(object, _) = GitTrouble(command: "log", complaints: complaints) else {
            Issue.record("\(GitTrouble(command: "log", complaints: complaints))")
            return
        }
    }

    @Test func `a full disk is said`() {
        let complaints = "error: file write error: No space left on device\nfatal: unable to write loose object file"
        #expect(GitTrouble(command: "fetch", complaints: complaints) == .diskFull("the folder that git writes to"))
    }

    // Only root may mount the small disk that this fills.
    @Test(.enabled(if: getuid() == 0, "only root can mount a small disk"))
    func `a copy that does not fit says which folder is full`() async throws {
        let scratch = try ScratchRepository()
        let noise = Data((0..<600_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7 ^ $0 >> 3 ^ $0 &* 31) })
        try scratch.write(noise, to: "noise")
        try scratch.commit("One")
        let disk = scratch.folder + "/disk"
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        let mount = try BuiltProgram.run("/bin/mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", disk])
        // A container may forbid even root to mount.
        guard mount.status == 0 else { return }
        defer { _ = try? BuiltProgram.run("/bin/umount", [disk]) }
        let error = await #expect(throws: GitTrouble.self) {
            try await GitRepository.open("file://" + scratch.path, mirrors: disk)
        }
        #expect(error.map { "\($0)" }?.hasPrefix("The disk is full at \(disk)/work-") == true)
    }
}
