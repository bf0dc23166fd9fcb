import Foundation

/// A folder that is gone when nobody holds it any more.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        var template = Array((NSTemporaryDirectory() + "/tutti-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw CommandTrouble(
                "No folder can be made in \(NSTemporaryDirectory()). Make room there, or set TMPDIR to another place.")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    deinit { remove() }
}
