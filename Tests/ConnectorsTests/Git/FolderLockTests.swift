import Connectors
import Foundation
import TestKit
import Testing

@Suite("Temporary folders of killed processes")
struct FolderLockTests {
    @Test func `are removed by the next one, and those in use or of others are not`() throws {
        let place = FileManager.default.temporaryDirectory.appending(path: "sweep-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: place) }
        for name in ["tutti-used", "tutti-left", "tutti-unlocked", "other"] {
            try FileManager.default.createDirectory(atPath: place + "/" + name, withIntermediateDirectories: true)
        }
        let used = try #require(FolderLock(place + "/tutti-used"))
        for name in ["tutti-left", "other"] { _ = try #require(FolderLock(place + "/" + name)) }
        FolderLock.sweep(place, now: Date())
        #expect(try left(in: place) == ["other", "tutti-left", "tutti-unlocked", "tutti-used"], "all are new")
        FolderLock.sweep(place, now: Date(timeIntervalSinceNow: 120))
        #expect(try left(in: place) == ["other", "tutti-unlocked", "tutti-used"])
        withExtendedLifetime(used) { #expect(FolderLock(place + "/tutti-used") == nil) }
    }

    private func left(in place: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: place).sorted()
    }
}
