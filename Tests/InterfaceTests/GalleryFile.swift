import Foundation
import Interface
import Testing

@Suite("Gallery as a file", .enabled(if: ProcessInfo.processInfo.environment["TUTTI_GALLERY"] != nil))
struct GalleryFile {
    /// Writes the gallery and its assets to a folder, for people and browsers to look at.
    @Test func `is written where the environment asks for it`() throws {
        let folder = URL(filePath: try #require(ProcessInfo.processInfo.environment["TUTTI_GALLERY"]))
        try write(Sample.layout.document(Gallery()).text, to: folder.appending(path: "gallery.html"))
        try write(
            Standalone(footer: "Made by tutti report.").document(Gallery()).text,
            to: folder.appending(path: "standalone.html"))
        let problem = ProblemPage(
            status: 404, title: "There is no such page", detail: "It may have moved, or its repository was taken out.",
            step: Link("Go to Today", to: "/"), request: "a1b2c3")
        try write(Sample.layout.document(problem).text, to: folder.appending(path: "problem.html"))
        for asset in Asset.all { try write(asset.text, to: folder.appending(path: String(asset.path.dropFirst()))) }
    }

    private func write(_ text: String, to file: URL) throws {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        #expect(FileManager.default.fileExists(atPath: file.path))
    }
}
