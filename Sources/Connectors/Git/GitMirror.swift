import Foundation

/// Our own bare copy of a repository elsewhere, kept in a folder and brought up to date when it is opened again.
///
/// Made by `init` and `fetch`, so that no address with a password is written into its settings, and a copy that was
/// cut off is simply continued. Only branches and tags are kept.
struct GitMirror: Sendable {
    let address: GitAddress
    let folder: String

    init(_ address: GitAddress, in mirrors: String) {
        self.address = address
        let digits = String(Self.fingerprint(address.shown), radix: 16)
        folder = mirrors + "/" + GitLocation.slug(of: GitLocation.name(of: address.path)) + "-" + digits + ".git"
    }

    var isThere: Bool { FileManager.default.fileExists(atPath: folder + "/HEAD") }

    func update() async throws {
        let isNew = !isThere
        do {
            let remote = try await remoteHead()
            if isNew { try await create(objectFormat: remote.objectFormat) }
            _ = try await git.output([
                "fetch", "--quiet", "--prune", "--force", "--no-write-fetch-head", "--recurse-submodules=no", "--",
                address.secret, "+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*",
            ])
            if let branch = remote.branch { _ = try await git.output(["symbolic-ref", "HEAD", branch]) }
            _ = try await git.output(["commit-graph", "write", "--reachable", "--split"])
        } catch GitTrouble.failed(_, let reason) {
            throw GitTrouble.cloneFailed(host: address.place, reason: reason)
        } catch GitTrouble.unknownRevision(let reason) {
            throw GitTrouble.cloneFailed(host: address.place, reason: reason)
        } catch GitTrouble.damaged(_, let reason) {
            throw GitTrouble.cloneFailed(host: address.place, reason: reason)
        } catch GitTrouble.diskFull {
            throw GitTrouble.diskFull(folder)
        }
    }

    private var git: GitProcess {
        GitProcess(
            environment: GitEnvironment.fetching(),
            options: [
                "--git-dir=" + folder, "-c", "core.hooksPath=/dev/null", "-c", "protocol.ext.allow=never",
                "-c", "gc.autoDetach=false", "-c", "core.fsmonitor=false",
            ])
    }

    private var outside: GitProcess { GitProcess(environment: GitEnvironment.fetching(), options: ["-C", "/"]) }

    private func create(objectFormat: String) async throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw GitTrouble.notWritable(folder)
        }
        _ = try await outside.output([
            "init", "--quiet", "--bare", "--template=", "--object-format=" + objectFormat, "--", folder,
        ])
    }

    /// The branch that people get when they clone, and how long its ids are.
    private func remoteHead() async throws -> (branch: String?, objectFormat: String) {
        let lines = try await outside.lines(["ls-remote", "--symref", "--", address.secret, "HEAD"])
        var branch: String?
        var objectFormat = "sha1"
        for line in lines {
            let parts = line.split(separator: "\t")
            guard parts.count == 2 else { continue }
            if parts[0].hasPrefix("ref: refs/heads/") { branch = String(parts[0].dropFirst(5)) }
            if parts[0].count == 64, parts[0].allSatisfy(\.isHexDigit) { objectFormat = "sha256" }
        }
        return (branch, objectFormat)
    }

    /// FNV-1a of the address without its password: two repositories of the same name get two folders.
    private static func fingerprint(_ text: String) -> UInt32 {
        text.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }
}
