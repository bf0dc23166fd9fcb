import Foundation
import TestKit
import Testing

/// The page that says how our records of one source compare with a peer's tables; tests write it and keep it true.
enum ParityPage {
    /// - Parameters:
    ///   - source: As a command names it; the page is `docs/connectors/parity/SOURCE.md`.
    ///   - folder: The peer's tables, in the shared data. Each of them is compared or left out with a reason.
    ///   - left: Why tables are not compared, by their names.
    static func expect(
        _ source: String, title: String, introduction: String, tables: [ParityTable], folder: String? = nil,
        left: [String: String] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        if let folder {
            let files = try FileManager.default.contentsOfDirectory(atPath: SharedData.file(folder).path())
            let there = Set(files.map { $0.split(separator: ".").first.map(String.init) ?? $0 })
            #expect(
                there == Set(tables.map(\.name) + left.keys), "a table is unexplained", sourceLocation: sourceLocation)
        }
        let text =
            "# Parity: \(title)\n\n\(introduction)\n\n" + tables.map(\.markdown).joined(separator: "\n") + words(left)
        let file = BuiltProgram.checkout.appending(path: "docs/connectors/parity/\(source).md")
        if ProcessInfo.processInfo.environment["TUTTI_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let expected = try? String(contentsOf: file, encoding: .utf8)
        #expect(
            text == expected, "\(file.lastPathComponent) is not true; TUTTI_GOLDEN=1 writes it anew",
            sourceLocation: sourceLocation)
    }

    private static func words(_ left: [String: String]) -> String {
        guard !left.isEmpty else { return "" }
        let lines = left.sorted { $0.key < $1.key }.map { "| `\($0.key)` | \($0.value) |\n" }
        return "\n## Tables that are not compared\n\n| there | why |\n|---|---|\n" + lines.joined()
    }

    /// An instant as the peer's tables write it: `2018-07-25T08:19:30.000+00:00`.
    static func instant(_ seconds: Int64?) -> String? {
        guard let seconds else { return nil }
        return Date(timeIntervalSince1970: Double(seconds)).ISO8601Format().replacing("Z", with: ".000+00:00")
    }
}
