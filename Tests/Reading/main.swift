import Connectors
import Foundation

// Reads a history with nothing behind it, to measure the reader alone.
// usage: reading REPOSITORY [--paths-only] [--no-renames]

let arguments = CommandLine.arguments.dropFirst()
guard let location = arguments.first(where: { !$0.hasPrefix("--") }) else {
    FileHandle.standardError.write(Data("usage: reading REPOSITORY [--paths-only] [--no-renames]\n".utf8))
    exit(2)
}
var options = GitReading()
options.countsLines = !arguments.contains("--paths-only")
options.followsRenames = !arguments.contains("--no-renames")
let summary = try await GitRepository.open(location).read(options) { _ in }
print("\(summary.commits) commits, \(summary.fileChanges) changes, \(summary.missingObjects) contents missing")
