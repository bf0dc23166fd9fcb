import Foundation
import Records

/// A git repository opened for reading.
///
/// Nothing in it is changed, and nothing of it is run: every command reads through a private shadow of the clone
/// (`GitShadow`), which goes when the last copy of this value does.
package struct GitRepository: Sendable {
    /// What it is, with the head as it stood when it was opened.
    package let repository: Repository
    /// Runs git on the clone's objects with no settings of the clone, the user or the system.
    package var process: GitProcess { shadow.process }
    /// Whether there is a work tree, so that git honours attributes in it.
    package var hasWorkTree: Bool { !clone.isBare }

    let clone: GitClone
    let shadow: GitShadow

    /// Opens a folder, or a copy of what lies behind a URL.
    ///
    /// A folder may be a work tree, a part of one, a linked work tree or a bare repository, shallow or partial. A URL
    /// is copied into `mirrors` the first time, and the copy is brought up to date every other time.
    ///
    /// - Parameter updatesMirror: false opens a copy that there is as it is.
    /// - Throws: `GitTrouble`.
    package static func open(
        _ location: String, mirrors: String? = nil, updatesMirror: Bool = true
    ) async throws -> GitRepository {
        switch try GitLocation(location) {
        case .folder(let path):
            let clone = try await GitClone(path)
            return try GitRepository(clone, shownAs: clone.root)
        case .remote(let address):
            guard let mirrors else { throw GitTrouble.notUnderstood(address.shown) }
            let mirror = GitMirror(address, in: mirrors)
            if updatesMirror || !mirror.isThere { try await mirror.update() }
            let clone = try await GitClone(mirror.folder)
            return try GitRepository(clone, shownAs: address.shown)
        }
    }

    /// - Throws: `GitTrouble` where git is missing or older than 2.30.
    package static func checkGit() async throws {
        _ = try await GitVersion.installed()
    }

    private init(_ clone: GitClone, shownAs location: String) throws {
        let name = GitLocation.name(of: location == clone.root ? clone.home : location)
        self.clone = clone
        shadow = try GitShadow(of: clone)
        repository = Repository(
            id: GitLocation.slug(of: name), name: name, location: location, head: clone.head, branch: clone.branch,
            isBare: clone.isBare, isShallow: clone.isShallow, isPartial: clone.isPartial,
            objectFormat: clone.objectFormat)
    }
}
