import Foundation

/// Collects lines for standard output, so that many short ones are written at once.
struct OutputPage {
    private static let room = 1 << 16

    private var lines = Data()

    mutating func write(_ text: String) {
        lines.append(contentsOf: text.utf8)
        if lines.count >= Self.room { end() }
    }

    mutating func end() {
        Output.write(lines)
        lines.removeAll(keepingCapacity: true)
    }
}
