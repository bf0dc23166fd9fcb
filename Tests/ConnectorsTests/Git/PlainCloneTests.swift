import Foundation
import TestKit
import Testing

@testable import Connectors

@Suite("A clone looked at without git")
struct PlainCloneTests {
    /// What is done to a work tree with two commits before it is looked at.
    private typealias Change = @Sendable (ScratchRepository) throws -> Void

    private static let usual: [(name: String, change: Change)] = [
        ("as it is", { _ in }),
        ("packed references", { try $0.git("pack-refs", "--all") }),
        (
            "packed, with a newer head",
            {
                try $0.git("pack-refs", "--all"); try $0.commit("Three")
            }
        ),
        ("on a branch with a slash", { try $0.git("checkout", "--quiet", "-b", "feature/a+b#1") }),
        ("detached", { try $0.git("checkout", "--quiet", "--detach", "HEAD~1") }),
        ("on no branch, but under refs/", { try $0.git("symbolic-ref", "HEAD", "refs/tags/one") }),
        (
            "with a remote and odd settings",
            {
                try $0.git("remote", "add", "origin", "https://example.org/a/b.git")
                try $0.git("config", "core.fsmonitor", "true")
            }
        ),
    ]

    private static let other: [(name: String, change: Change)] = [
        ("a name beyond plain letters", { try $0.git("checkout", "--quiet", "-b", "größe") }),
        (
            "shallow",
            {
                let head = try $0.git("rev-parse", "HEAD")
                try $0.write(Data(head.utf8), to: ".git/shallow")
            }
        ),
        ("an extension", { try $0.git("config", "extensions.worktreeConfig", "true") }),
        ("a work tree elsewhere", { try $0.git("config", "core.worktree", "..") }),
        ("settings that include others", { try $0.git("config", "include.path", "more") }),
        ("said to be bare", { try $0.git("config", "core.bare", "true") }),
        (
            "said to be bare by a bare word",
            { scratch in
                let config = try String(contentsOfFile: scratch.path + "/.git/config", encoding: .utf8)
                try scratch.write(config.replacing("bare = false", with: "bare"), to: ".git/config")
            }
        ),
        (
            "a reference to a reference",
            {
                try $0.git("symbolic-ref", "refs/heads/alias", "refs/heads/main")
                try $0.git("symbolic-ref", "HEAD", "refs/heads/alias")
            }
        ),
        (
            "a git folder behind a link",
            { scratch in
                try FileManager.default.moveItem(atPath: scratch.path + "/.git", toPath: scratch.folder + "/moved")
                try FileManager.default.createSymbolicLink(
                    atPath: scratch.path + "/.git", withDestinationPath: scratch.folder + "/moved")
            }
        ),
    ]

    @Test(arguments: usual.indices)
    func `is what git says of it`(index: Int) async throws {
        let scratch = try Self.scratch()
        try Self.usual[index].change(scratch)
        let clone = try await GitClone(askingAt: scratch.path)
        #expect(PlainClone(scratch.path) != nil, "\(Self.usual[index].name)")
        #expect(try await GitClone(scratch.path) == clone, "\(Self.usual[index].name)")
        // Through a link, and as a bare copy of it.
        let link = scratch.folder + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: scratch.path)
        #expect(try await GitClone(link) == GitClone(askingAt: link))
        try scratch.git("clone", "--quiet", "--mirror", scratch.path, scratch.folder + "/bare.git")
        #expect(try await GitClone(scratch.folder + "/bare.git") == GitClone(askingAt: scratch.folder + "/bare.git"))
    }

    @Test(arguments: other.indices)
    func `is left to git where it is not the usual`(index: Int) async throws {
        let scratch = try Self.scratch()
        try Self.other[index].change(scratch)
        #expect(PlainClone(scratch.path) == nil, "\(Self.other[index].name)")
        #expect(try await GitClone(scratch.path) == GitClone(askingAt: scratch.path), "\(Self.other[index].name)")
    }

    @Test func `an empty one, a part of one and what is none are left to git`() throws {
        let scratch = try ScratchRepository()
        #expect(PlainClone(scratch.path) == nil)
        try scratch.write("one\n", to: "part/file")
        try scratch.commit("One")
        #expect(PlainClone(scratch.path) != nil)
        for path in ["/part", "/part/file", "/.git", "/none"] { #expect(PlainClone(scratch.path + path) == nil) }
        #expect(PlainClone(scratch.folder) == nil)
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give a folder to somebody else"))
    func `somebody else's is left to git`() throws {
        let scratch = try Self.scratch()
        #expect(chown(scratch.path + "/.git", 65534, 65534) == 0)
        #expect(PlainClone(scratch.path) == nil)
    }

    private static func scratch() throws -> ScratchRepository {
        let scratch = try ScratchRepository()
        try scratch.commit("One")
        try scratch.git("tag", "one")
        try scratch.commit("Two")
        return scratch
    }
}
