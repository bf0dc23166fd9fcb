import Connectors
import Foundation
import Records
import TestKit
import Testing

@Suite("A clone cannot run anything")
struct GitSafetyTests {
    /// A clone that tries, in every way its owner can set up, to leave a mark beside it.
    private static func hostile() throws -> (scratch: ScratchRepository, marks: String) {
        let scratch = try ScratchRepository()
        let marks = scratch.folder + "/marks"
        try FileManager.default.createDirectory(atPath: marks, withIntermediateDirectories: true)
        try scratch.write("* filter=evil diff=evil merge=evil\n*.txt textconv=evil\n", to: ".gitattributes")
        try scratch.write("one\n", to: "file.txt")
        try scratch.commit("One")
        try scratch.write("two\n", to: "file.txt")
        try scratch.commit("Two")
        try scratch.git("tag", "--annotate", "--message", "x", "v1")
        try scratch.git("replace", "HEAD~1", "HEAD")
        func mark(_ name: String) -> String { "touch \(marks)/\(name)" }
        for (key, name) in [
            "core.fsmonitor": "fsmonitor", "core.pager": "pager", "pager.log": "pager-log", "diff.external": "external",
            "diff.evil.textconv": "textconv", "diff.evil.command": "command", "filter.evil.smudge": "smudge",
            "filter.evil.clean": "clean", "filter.evil.process": "process", "core.editor": "editor",
            "core.sshCommand": "ssh", "core.askPass": "askpass", "credential.helper": "credential",
            "gpg.program": "gpg", "uploadpack.packObjectsHook": "hook", "remote.origin.uploadpack": "uploadpack",
            "core.alternateRefsCommand": "refs", "sequence.editor": "sequence",
        ] { try scratch.git("config", key, mark(name)) }
        for command in ["log", "cat-file", "rev-parse", "rev-list", "for-each-ref", "ls-tree", "symbolic-ref"] {
            try scratch.git("config", "alias." + command, "!" + mark("alias"))
        }
        try scratch.git("config", "log.showSignature", "true")
        try scratch.git("config", "remote.origin.url", "ext::sh -c \(marks)/run")
        try scratch.git("config", "remote.origin.promisor", "true")
        try scratch.git("config", "extensions.partialClone", "origin")
        let hooks = scratch.folder + "/hooks"
        try FileManager.default.createDirectory(atPath: hooks, withIntermediateDirectories: true)
        for hook in [
            "post-checkout", "reference-transaction", "post-index-change", "fsmonitor-watchman", "pre-auto-gc",
        ] {
            try Data("#!/bin/sh\n\(mark("hook"))\n".utf8).write(to: URL(filePath: hooks + "/" + hook))
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hooks + "/" + hook)
        }
        try scratch.git("config", "core.hooksPath", hooks)
        return (scratch, marks)
    }

    @Test func `hooks, filters, converters, pagers, helpers and aliases stay silent`() async throws {
        let (scratch, marks) = try Self.hostile()
        let repository = try await GitRepository.open(scratch.path)
        let history = try await WholeHistory(repository)
        #expect(history.subjects == ["Two", "One"])
        #expect(history.lines.contains("M 1 1 file.txt"))
        #expect(try await repository.tags().count == 1)
        _ = try await repository.commit("v1")
        _ = try await repository.process.output(["ls-tree", "-r", "-z", "-l", "HEAD"])
        _ = try await repository.process.output(["grep", "-n", "two", "HEAD"])
        _ = try await repository.process.output(["blame", "--porcelain", "HEAD", "--", "file.txt"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: marks).isEmpty)
        // The traps are real: plain git walks into them.
        _ = try? scratch.git("status")
        _ = try? scratch.git("log", "-p", "--ext-diff")
        #expect(try FileManager.default.contentsOfDirectory(atPath: marks).count > 1)
    }

    @Test func `a missing content is not fetched from where the clone says`() async throws {
        let (scratch, marks) = try Self.hostile()
        let blob = try scratch.git("rev-parse", "HEAD:file.txt")
        try FileManager.default.removeItem(
            atPath: scratch.path + "/.git/objects/" + blob.prefix(2) + "/" + blob.dropFirst(2))
        let history = try await WholeHistory(scratch.path)
        #expect(history.summary.missingObjects == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: marks).isEmpty)
    }

    @Test func `a missing commit is not fetched either`() async throws {
        let (scratch, marks) = try Self.hostile()
        let commit = try scratch.git("rev-parse", "HEAD")
        try FileManager.default.removeItem(
            atPath: scratch.path + "/.git/objects/" + commit.prefix(2) + "/" + commit.dropFirst(2))
        let repository = try await GitRepository.open(scratch.path)
        await #expect(throws: GitTrouble.self) { try await WholeHistory(repository) }
        await #expect(throws: GitTrouble.unknownRevision("main")) { try await repository.commit("main") }
        #expect(try await repository.tags().isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: marks).isEmpty)
    }

    @Test func `what the shell has set for git does not get through`() async throws {
        let scratch = try ScratchRepository()
        try scratch.commit("One")
        let variables = try await GitRepository.open(scratch.path).process.environment
        #expect(variables["GIT_CONFIG_NOSYSTEM"] == "1")
        #expect(variables["GIT_CONFIG_GLOBAL"] == "/dev/null")
        #expect(variables["HOME"] != ProcessInfo.processInfo.environment["HOME"])
        #expect(
            variables.keys.allSatisfy { !$0.hasPrefix("GIT_TRACE") && $0 != "GIT_EXTERNAL_DIFF" && $0 != "GIT_SSH" })
    }
}
