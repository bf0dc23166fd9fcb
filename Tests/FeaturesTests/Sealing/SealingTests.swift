import Foundation
import Testing

@testable import Features

@Suite("Sealing what the database holds")
struct SealingTests {
    private let key = SealingKey([UInt8](repeating: 1, count: 32))
    private let words = Array("a secret".utf8)

    @Test func `opens with the same key for the same purpose, and not otherwise`() throws {
        let key = try #require(key)
        let other = try #require(SealingKey([UInt8](repeating: 2, count: 32)))
        let sealed = try key.seal(words, for: "one")
        #expect(key.open(sealed, for: "one") == words)
        #expect(key.open(sealed, for: "another") == nil)
        #expect(other.open(sealed, for: "one") == nil)
        #expect(!sealed.starts(with: words))
    }

    @Test func `nothing that was changed opens`() throws {
        let key = try #require(key)
        let sealed = try key.seal(words, for: "one")
        for place in sealed.indices {
            var changed = sealed
            changed[place] ^= 1
            #expect(key.open(changed, for: "one") == nil)
        }
        #expect(key.open([], for: "one") == nil)
        #expect(key.open(Array(sealed.dropLast()), for: "one") == nil)
    }

    @Test func `the same words are sealed differently every time`() throws {
        let key = try #require(key)
        #expect(try key.seal(words, for: "one") != key.seal(words, for: "one"))
    }

    @Test func `a key file is made once, for its owner alone, and read ever after`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-key-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "tutti.key").path()
        let sealed = try KeyFile.key(at: path) { [UInt8](repeating: 3, count: $0) }.seal(words, for: "one")
        let again = try KeyFile.key(at: path) { [UInt8](repeating: 4, count: $0) }
        #expect(again.open(sealed, for: "one") == words)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()) == ["tutti.key"])
    }

    @Test(arguments: [
        "", "tutti-key-1", "tutti-key-1 AAAA", "tutti-key-9 \(String(repeating: "A", count: 43))=", "\n\n",
    ])
    func `what is no key file is said to be none`(_ content: String) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "tutti-key-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(content.utf8).write(to: URL(filePath: path))
        #expect(throws: KeyFileTrouble.notAKey(path)) {
            try KeyFile.key(at: path) { [UInt8](repeating: 3, count: $0) }
        }
    }

    @Test func `a place where nothing can be written is said`() {
        #expect(throws: KeyFileTrouble.notWritable("/proc/nowhere/tutti.key")) {
            try KeyFile.key(at: "/proc/nowhere/tutti.key") { [UInt8](repeating: 3, count: $0) }
        }
    }
}
