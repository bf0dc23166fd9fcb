import Foundation
import SystemPackage

/// A file without a name, gone when nobody holds it: what git is told, and what it complains.
final class ScratchFile: Sendable {
    let descriptor: FileDescriptor

    init(holding bytes: [UInt8] = []) throws {
        var template = Array((NSTemporaryDirectory() + "/tutti-XXXXXX").utf8CString)
        let raw = mkstemp(&template)
        let folder = NSTemporaryDirectory()
        guard raw >= 0 else { throw GitTrouble(writingTo: folder, code: errno) }
        unlink(template)
        _ = fcntl(raw, F_SETFD, FD_CLOEXEC)
        descriptor = FileDescriptor(rawValue: raw)
        do {
            try descriptor.writeAll(bytes)
            try descriptor.seek(offset: 0, from: .start)
        } catch let error as Errno {
            throw GitTrouble(writingTo: folder, code: error.rawValue)
        }
    }

    deinit { try? descriptor.close() }

    /// The last 16 KiB of what it holds, with bad UTF-8 repaired.
    func text() -> String {
        var bytes = [UInt8](repeating: 0, count: 16_384)
        let size = (try? descriptor.seek(offset: 0, from: .end)) ?? 0
        let count = bytes.withUnsafeMutableBytes {
            (try? descriptor.read(fromAbsoluteOffset: max(0, size - 16_384), into: $0)) ?? 0
        }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
