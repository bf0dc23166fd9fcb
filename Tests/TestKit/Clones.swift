import Foundation

/// Clones of known repositories, for tests that compare with what others published about them.
///
/// They lie in a folder that `TUTTI_CLONES` names, each in a sub-folder called like the repository, with all history. A
/// test that reads them says so: `@Test(.enabled(if: Clones.hold("flask"), "needs clones in TUTTI_CLONES"))`.
package enum Clones {
    package static let folder = ProcessInfo.processInfo.environment["TUTTI_CLONES"].map {
        URL(filePath: $0, directoryHint: .isDirectory)
    }

    /// The clone's path; nil where it is absent.
    package static func path(_ name: String) -> String? {
        guard let folder else { return nil }
        return [name, name + ".git"].map { folder.appending(path: $0).path() }.first {
            FileManager.default.fileExists(atPath: $0)
        }
    }

    package static func hold(_ names: String...) -> Bool { names.allSatisfy { path($0) != nil } }
}
