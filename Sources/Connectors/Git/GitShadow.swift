import Foundation
import Records
import SystemPackage

/// A private, empty repository whose objects are those of a clone.
///
/// Everything is read through it, so that no setting, hook, filter, attribute, alias or remote of the clone has a
/// part in it: there is only ours. It lives in the temporary folder and goes when nobody holds it.
final class GitShadow: Sendable {
    let folder: String
    let process: GitProcess
    private let version: AskedGitVersion
    /// Tells the next process that this one still needs the folder.
    private let lock: FolderLock?

    init(of clone: GitClone, git version: AskedGitVersion = AskedGitVersion()) throws {
        self.version = version
        Self.sweepOnce
        folder = try Self.newFolder()
        lock = FolderLock(folder)
        process = GitProcess(environment: GitEnvironment.reading(folder), version: version)
        do {
            try fill(from: clone)
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            throw GitTrouble.diskFull(NSTemporaryDirectory())
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Whether this git knows `cat-file --batch-command` (2.36).
    var canFlush: Bool {
        get async throws { try await version.value >= GitVersion(major: 2, minor: 36) }
    }

    /// Whether this git can merge without a work tree (2.38).
    var canMerge: Bool {
        get async throws { try await version.value >= GitVersion(major: 2, minor: 38) }
    }

    /// On a thread of its own, for the temporary folder may be full of others' files.
    private static let sweepOnce: Void = Thread.detachNewThread {
        FolderLock.sweep(NSTemporaryDirectory(), now: Date())
    }

    private static func newFolder() throws -> String {
        var template = Array((NSTemporaryDirectory() + "/tutti-git-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw GitTrouble(writingTo: NSTemporaryDirectory(), code: errno)
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private func fill(from clone: GitClone) throws {
        for part in ["/objects", "/objects/info", "/refs", "/info"] where mkdir(folder + part, 0o700) != 0 {
            throw Errno(rawValue: errno)
        }
        try write(clone.head.map(\.hex) ?? "ref: refs/heads/none", to: "/HEAD")
        try write(Self.settings(clone.objectFormat), to: "/config")
        let sources = GitAlternates.all(of: clone.objectsFolder)
        try write(sources.map(GitAlternates.quoted).joined(separator: "\n"), to: "/objects/info/alternates")
        // An attribute could only hide lines from git's search; ours are applied where lines are counted.
        let files = FileManager.default
        let shallow = clone.commonFolder + "/shallow"
        if files.fileExists(atPath: shallow) { try files.copyItem(atPath: shallow, toPath: folder + "/shallow") }
    }

    /// Not through `Data`, which waits for the disk: what is written here is thrown away soon.
    private func write(_ text: String, to name: String) throws {
        let file = try FileDescriptor.open(
            FilePath(folder + name), .writeOnly, options: [.create, .exclusiveCreate], permissions: .ownerReadWrite)
        _ = try file.closeAfter { try file.writeAll((text + "\n").utf8) }
    }

    /// Git's own defaults, said out loud where versions differ.
    private static func settings(_ objectFormat: String) -> String {
        """
        [core]
            repositoryformatversion = \(objectFormat == "sha1" ? 0 : 1)
            bare = true
        [diff]
            renameLimit = 1000
            algorithm = myers
        [gc]
            auto = 0
        """ + (objectFormat == "sha1" ? "" : "\n[extensions]\n    objectFormat = \(objectFormat)")
    }
}

/// Where else a clone's objects lie: it may borrow from others, and they from more.
enum GitAlternates {
    static func all(of objects: String) -> [String] {
        var found = [objects]
        var next = 0
        // Git itself follows five steps.
        while next < found.count, found.count < 64 {
            for folder in borrowed(by: found[next]) where !found.contains(folder) { found.append(folder) }
            next += 1
        }
        return found
    }

    /// A path as the file of alternates holds it; in quotes where git would read it otherwise.
    static func quoted(_ path: String) -> String {
        let isPlain = !path.hasPrefix("\"") && !path.hasPrefix("#") && !path.contains { $0.isNewline }
        if isPlain { return path }
        return "\"" + path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
            + "\""
    }

    private static func borrowed(by objects: String) -> [String] {
        guard let text = try? String(contentsOfFile: objects + "/info/alternates", encoding: .utf8) else { return [] }
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.hasPrefix("\"") }.map { line in
            FilePath(objects).pushing(FilePath(String(line))).lexicallyNormalized().string
        }
    }
}
