import Connectors
import Foundation

/// A folder that is gone when nobody holds it any more; if the process is killed, when the next one starts.
final class TemporaryFolder: Sendable {
    let path: String
    private let lock: FolderLock?

    init() throws {
        FolderLock.sweep(NSTemporaryDirectory(), now: Date())
        var template = Array((NSTemporaryDirectory() + "/tutti-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw CommandTrouble(
                "No folder can be made in \(NSTemporaryDirectory()). Make room there, or set TMPDIR to another place.")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        lock = FolderLock(path)
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    deinit { remove() }
}
