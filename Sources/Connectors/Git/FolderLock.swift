import Foundation

/// Says that a temporary folder is in use, for as long as this value lives.
///
/// The kernel takes the lock back when the process ends, however it ends, so that the next one can tell what was left behind.
package final class FolderLock: Sendable {
    private let descriptor: Int32

    /// Nil where the lock cannot be had: another process is using the folder.
    package init?(_ folder: String) {
        let descriptor = open(folder + Self.name, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    private static let name = "/tutti.lock"

    /// Removes folders of ours that killed processes left in the temporary folder.
    ///
    /// One without a lock file belongs to somebody else. One that was written to a moment ago may not be locked yet.
    ///
    /// - Parameters:
    ///   - place: the temporary folder.
    ///   - now: compared with when the folder was written to.
    package static func sweep(_ place: String, now: Date) {
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: place)) ?? [] where name.hasPrefix("tutti-") {
            let folder = place + "/" + name
            guard files.fileExists(atPath: folder + Self.name),
                let written = try? files.attributesOfItem(atPath: folder)[.modificationDate] as? Date,
                now.timeIntervalSince(written) > 60
            else { continue }
            if let lock = FolderLock(folder) {
                withExtendedLifetime(lock) { try? files.removeItem(atPath: folder) }
            }
        }
    }
}
