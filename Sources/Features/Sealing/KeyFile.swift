import Foundation

/// The file that holds a `SealingKey`: one line, `tutti-key-1` and the key's 32 bytes in base64.
///
/// It belongs into the backup, apart from the database: either without the other tells nothing that was sealed.
package enum KeyFile {
    private static let kind = "tutti-key-1"

    /// The key of a file, which is made, readable by its owner alone, where it does not exist.
    ///
    /// - Parameter randomBytes: makes a new key's bytes.
    /// - Throws: `KeyFileTrouble`.
    package static func key(at path: String, randomBytes: (Int) -> [UInt8]) throws -> SealingKey {
        if !FileManager.default.fileExists(atPath: path) { try make(path, randomBytes(SealingKey.byteCount)) }
        guard let line = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw KeyFileTrouble.unreadable(path)
        }
        let words = line.split(whereSeparator: \.isWhitespace)
        guard words.count == 2, words[0] == kind, let bytes = Data(base64Encoded: String(words[1])),
            let key = SealingKey(Array(bytes))
        else { throw KeyFileTrouble.notAKey(path) }
        return key
    }

    /// Whole or not at all, and never over another process's key: the file is written beside its place and linked there.
    private static func make(_ path: String, _ bytes: [UInt8]) throws {
        let files = FileManager.default
        let folder = URL(filePath: path).deletingLastPathComponent()
        let beside = folder.appending(path: ".tutti-key-\(UUID().uuidString)").path()
        let line = Data("\(kind) \(Data(bytes).base64EncodedString())\n".utf8)
        defer { try? files.removeItem(atPath: beside) }
        try? files.createDirectory(at: folder, withIntermediateDirectories: true)
        guard files.createFile(atPath: beside, contents: line, attributes: [.posixPermissions: 0o600]) else {
            throw KeyFileTrouble.notWritable(path)
        }
        do { try files.linkItem(atPath: beside, toPath: path) } catch {
            guard files.fileExists(atPath: path) else { throw KeyFileTrouble.notWritable(path) }
        }
    }
}

package enum KeyFileTrouble: Error, Hashable, Sendable {
    case unreadable(String)
    case notWritable(String)
    case notAKey(String)
}

extension KeyFileTrouble: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let path): "The key file cannot be read (\(path)). Let this program read it."
        case .notWritable(let path):
            "The key file cannot be made (\(path)). Make its folder writable, or name another place with --key-file."
        case .notAKey(let path):
            """
            This is no key file of Tutti, or it was cut (\(path)). Bring it back from the backup. Without it second factors \
            have to be set up again; remove the file only if that is what you want.
            """
        }
    }
}
