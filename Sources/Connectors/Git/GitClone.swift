import Foundation
import Records
import SystemPackage

/// A clone on this machine: where its parts lie, as git itself finds them.
struct GitClone: Sendable {
    /// The top of the work tree, or the bare repository.
    let root: String
    let gitFolder: String
    /// Shared by the linked work trees of a clone; otherwise the same as `gitFolder`.
    let commonFolder: String
    let isBare: Bool
    let isShallow: Bool
    let objectFormat: String

    /// Only commands that read no object and run nothing are used here, since the clone's own settings hold for them.
    init(_ path: String) async throws {
        guard FileManager.default.fileExists(atPath: path) else { throw GitTrouble.notFound(path) }
        let git = Self.inspector(at: path)
        do {
            let found = try await git.lines([
                "rev-parse", "--is-bare-repository", "--is-shallow-repository", "--show-object-format",
                "--absolute-git-dir",
            ])
            guard found.count >= 4 else { throw GitTrouble.garbled("rev-parse") }
            isBare = found[0] == "true"
            isShallow = found[1] == "true"
            objectFormat = found[2]
            gitFolder = found[3...].joined(separator: "\n")
        } catch GitTrouble.failed(_, let reason) {
            throw Self.trouble(at: path, reason: reason)
        }
        commonFolder = Self.commonFolder(of: gitFolder)
        root = isBare ? gitFolder : await Self.workTree(of: git) ?? Self.parent(of: gitFolder)
    }

    static func inspector(at path: String) -> GitProcess {
        GitProcess(
            environment: GitEnvironment.inspecting(),
            options: [
                "-C", path, "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.pager=cat",
            ])
    }

    /// The folder that people call the clone by, also from a linked work tree of it.
    var home: String { Self.parent(of: commonFolder) }

    var objectsFolder: String { commonFolder + "/objects" }

    /// Cloned with a filter, as the marks beside its packs tell.
    var isPartial: Bool {
        let packs = try? FileManager.default.contentsOfDirectory(atPath: objectsFolder + "/pack")
        return packs?.contains { $0.hasSuffix(".promisor") } ?? false
    }

    /// The branch that head is on, also before its first commit.
    func branch() async throws -> String? {
        let name = try await Self.inspector(at: gitFolder).lines(["symbolic-ref", "-q", "HEAD"], accepting: [0, 1])
            .first
        return name.map { $0.hasPrefix("refs/heads/") ? String($0.dropFirst(11)) : $0 }
    }

    /// The commit that head names; nil before the first.
    func head() async throws -> ObjectID? {
        try await Self.inspector(at: gitFolder).lines(["rev-parse", "--verify", "-q", "HEAD"], accepting: [0, 1, 128])
            .first.flatMap(ObjectID.init)
    }

    private static func workTree(of git: GitProcess) async -> String? {
        let lines = try? await git.lines(["rev-parse", "--show-toplevel"])
        return lines.flatMap { $0.isEmpty ? nil : $0.joined(separator: "\n") }
    }

    private static func parent(of folder: String) -> String {
        folder.hasSuffix("/.git") ? String(folder.dropLast(5)) : folder
    }

    private static func commonFolder(of folder: String) -> String {
        guard let text = try? String(contentsOfFile: folder + "/commondir", encoding: .utf8) else { return folder }
        let common = text.trimmingCharacters(in: .newlines)
        return FilePath(folder).pushing(FilePath(common)).lexicallyNormalized().string
    }

    private static func trouble(at path: String, reason: String) -> GitTrouble {
        if reason.contains("dubious ownership") || reason.contains("is owned by someone else") {
            return .dubiousOwnership(GitTrouble.firstQuoted(in: reason) ?? path)
        }
        if reason.contains("not a git repository") || reason.contains("Not a directory") {
            return .notARepository(path)
        }
        return .failed(command: "rev-parse", reason: reason)
    }
}
