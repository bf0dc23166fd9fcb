import Foundation
import Records
import SystemPackage

/// A clone on this machine: where its parts lie, as git itself finds them.
struct GitClone: Equatable, Sendable {
    /// The top of the work tree, or the bare repository.
    let root: String
    let gitFolder: String
    /// Shared by the linked work trees of a clone; otherwise the same as `gitFolder`.
    let commonFolder: String
    let isBare: Bool
    let isShallow: Bool
    let objectFormat: String
    /// The commit that head names; nil before the first.
    let head: ObjectID?
    /// The branch that head is on, also before its first commit.
    let branch: String?

    /// - Throws: `GitTrouble` where nothing is there or git refuses it.
    init(_ path: String) async throws {
        guard FileManager.default.fileExists(atPath: path) else { throw GitTrouble.notFound(path) }
        if let plain = PlainClone(path) { self = GitClone(plain) } else { self = try await GitClone(askingAt: path) }
    }

    private init(_ plain: PlainClone) {
        head = plain.head
        gitFolder = plain.gitFolder
        commonFolder = plain.gitFolder
        isBare = plain.isBare
        isShallow = false
        objectFormat = "sha1"
        root = isBare ? gitFolder : Self.parent(of: gitFolder)
        branch = Self.branch(plain.headName)
    }

    /// As git itself tells.
    ///
    /// Only a command that reads no object and runs nothing is used here, since the clone's own settings hold for it.
    init(askingAt path: String) async throws {
        let git = Self.inspector(at: path)
        // One question for all, because every start of git costs more than its answer.
        var found = try await git.lines(
            Self.questions + ["HEAD", "--symbolic-full-name", "HEAD"], accepting: [0, 128])
        let fullName = found.count >= 6 && ObjectID(found[found.count - 2]) != nil ? found.removeLast() : nil
        head = fullName == nil ? nil : ObjectID(found.removeLast())
        if head == nil { found = try await Self.ask(git, at: path) }
        guard found.count >= 4 else { throw GitTrouble.garbled("rev-parse") }
        isBare = found[0] == "true"
        isShallow = found[1] == "true"
        objectFormat = found[2]
        gitFolder = found[3...].joined(separator: "\n")
        commonFolder = Self.commonFolder(of: gitFolder)
        root = isBare ? gitFolder : await Self.workTree(of: gitFolder, git)
        let branchName = head == nil ? try await Self.unbornBranch(git) : fullName
        branch = Self.branch(branchName)
    }

    private static func branch(_ fullName: String?) -> String? {
        fullName.flatMap { $0.hasPrefix("refs/heads/") ? String($0.dropFirst(11)) : nil }
    }

    private static let questions = [
        "rev-parse", "--is-bare-repository", "--is-shallow-repository", "--show-object-format", "--absolute-git-dir",
    ]

    /// The same without a head; here git says why it refuses.
    private static func ask(_ git: GitProcess, at path: String) async throws -> [String] {
        do {
            return try await git.lines(questions)
        } catch GitTrouble.failed(_, let reason) {
            throw trouble(at: path, reason: reason)
        }
    }

    private static func unbornBranch(_ git: GitProcess) async throws -> String? {
        try await git.lines(["symbolic-ref", "-q", "HEAD"], accepting: [0, 1]).first
    }

    /// Also for a bare clone where the user forbids git to come upon one: nothing that its settings name is run here.
    static func inspector(at path: String) -> GitProcess {
        GitProcess(
            environment: GitEnvironment.inspecting(),
            options: [
                "-C", path, "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.pager=cat",
                "-c", "safe.bareRepository=all",
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

    /// The top of the work tree that a git folder belongs to. Only settings can tell where it is neither a plain nor
    /// a linked one.
    private static func workTree(of gitFolder: String, _ git: GitProcess) async -> String {
        if gitFolder.hasSuffix("/.git") { return parent(of: gitFolder) }
        if let link = try? String(contentsOfFile: gitFolder + "/gitdir", encoding: .utf8) {
            return parent(of: link.trimmingCharacters(in: .newlines))
        }
        let lines = try? await git.lines(["rev-parse", "--show-toplevel"])
        return lines.flatMap { $0.isEmpty ? nil : $0.joined(separator: "\n") } ?? gitFolder
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
