import Foundation
import TestKit
import Testing

@Suite("Links between documents")
struct LinkTests {
    @Test(arguments: documents())
    func `every link to a file leads somewhere`(_ path: String) throws {
        let document = BuiltProgram.checkout.appending(path: path)
        let text = try String(contentsOf: document, encoding: .utf8)
        for match in text.matches(of: /\]\(([^)#\s]+)(#[^)]*)?\)/) where !match.1.contains("://") {
            let target = document.deletingLastPathComponent().appending(path: String(match.1)).standardizedFileURL
            #expect(FileManager.default.fileExists(atPath: target.path()), "\(path) links to \(match.1)")
        }
    }

    private static func documents() -> [String] {
        let root = BuiltProgram.checkout
        let top = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"]
        let walk = FileManager.default.enumerator(at: root.appending(path: "docs"), includingPropertiesForKeys: nil)
        let rest = (walk?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "md" }
        return top + rest.map { String($0.path().dropFirst(root.path().count)) }.sorted()
    }
}
