import Foundation
import Testing

/// What a text should be, kept in a file beside the test: `Golden/NAME` in the test's folder.
///
/// With `TUTTI_GOLDEN=1` in the environment the file is written anew; the difference then shows in `git diff`, where a
/// person decides whether it was meant.
package func expectGolden(
    _ text: String, _ name: String, filePath: StaticString = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let file = URL(filePath: "\(filePath)").deletingLastPathComponent().appending(path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["TUTTI_GOLDEN"] == "1" {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }
    let expected = try? String(contentsOf: file, encoding: .utf8)
    #expect(
        text == expected, "\(name) differs from its golden file; TUTTI_GOLDEN=1 writes it anew",
        sourceLocation: sourceLocation)
}
