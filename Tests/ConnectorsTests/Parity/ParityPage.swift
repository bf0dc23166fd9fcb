import Foundation
import TestKit
import Testing

/// The page that says how our records of one source compare with a peer's tables; tests write it and keep it true.
enum ParityPage {
    /// - Parameter source: As a command names it; the page is `docs/connectors/parity/SOURCE.md`.
    static func expect(
        _ source: String, title: String, introduction: String, tables: [ParityTable],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let text = "# Parity: \(title)\n\n\(introduction)\n\n" + tables.map(\.markdown).joined(separator: "\n")
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

    /// An instant as the peer's tables write it: `2018-07-25T08:19:30.000+00:00`.
    static func instant(_ seconds: Int64?) -> String? {
        guard let seconds else { return nil }
        return Date(timeIntervalSince1970: Double(seconds)).ISO8601Format().replacing("Z", with: ".000+00:00")
    }
}
