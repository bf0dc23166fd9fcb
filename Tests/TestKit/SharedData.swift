import Foundation

/// Real data with expected results, which lies beside the checkout and is too large to be part of it.
///
/// A test that reads it says so: `@Test(.enabled(if: SharedData.isPresent, "needs ../shared/data"))`.
package enum SharedData {
    /// `../shared/data` seen from the checkout, unless `TUTTI_SHARED` names another folder.
    package static let folder =
        ProcessInfo.processInfo.environment["TUTTI_SHARED"].map { URL(filePath: $0, directoryHint: .isDirectory) }
        ?? BuiltProgram.checkout.deletingLastPathComponent().appending(path: "shared/data", directoryHint: .isDirectory)

    package static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.path()) }

    /// - Parameter path: inside the folder, such as `truckfactor/README.md`.
    package static func file(_ path: String) -> URL { folder.appending(path: path) }
}
