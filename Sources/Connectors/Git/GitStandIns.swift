import Foundation

extension GitShadow {
    /// Puts a small binary content in the place of every one that the history needs and the clone lacks.
    ///
    /// They lie in the shadow alone. Git does not check that a content has the id it is asked for by.
    /// - Returns: the ids they stand in for.
    func placeStandIns(for revisions: [UInt8]) async throws -> Set<BlobName> {
        let missing = try await process.stream(
            ["rev-list", "--objects", "--missing=print", "--ignore-missing", "--stdin"], input: revisions
        ) { reader in
            var names: Set<BlobName> = []
            while let line = try reader.next(until: UInt8(ascii: "\n")) {
                guard line.first == UInt8(ascii: "?") else { continue }
                if let name = BlobName(hex: UnsafeRawBufferPointer(rebasing: line[1...])) { names.insert(name) }
            }
            return names
        }
        do {
            for name in missing { try place(StandIn.object(name.hex), name.hex) }
        } catch {
            throw GitTrouble.diskFull(folder)
        }
        return missing
    }

    private func place(_ object: [UInt8], _ name: String) throws {
        let part = folder + "/objects/" + name.prefix(2)
        try FileManager.default.createDirectory(atPath: part, withIntermediateDirectories: true)
        try Data(object).write(to: URL(filePath: part + "/" + name.dropFirst(2)))
    }
}

/// A loose object in git's format, with its bytes stored and not compressed.
enum StandIn {
    static func object(_ name: String) -> [UInt8] {
        let content = [0] + Array("absent \(name)".utf8)
        let body = Array("blob \(content.count)\0".utf8) + content
        let length = UInt16(body.count)
        let head: [UInt8] = [0x78, 0x01, 0x01] + bytes(length) + bytes(~length)
        return head + body + checksum(body)
    }

    private static func bytes(_ value: UInt16) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8)] }

    /// Adler-32, as the zlib format ends.
    private static func checksum(_ body: [UInt8]) -> [UInt8] {
        var first: UInt32 = 1
        var second: UInt32 = 0
        for byte in body {
            first = (first + UInt32(byte)) % 65_521
            second = (second + first) % 65_521
        }
        return [second >> 8, second & 255, first >> 8, first & 255].map { UInt8($0 & 255) }
    }
}
