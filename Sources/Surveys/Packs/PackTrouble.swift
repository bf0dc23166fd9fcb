/// What is wrong with a file of questions, and where.
package struct PackTrouble: Error, Hashable, Sendable, CustomStringConvertible {
    /// From 1.
    package let line: Int
    package let sentence: String

    package init(_ line: Int, _ sentence: String) {
        self.line = line
        self.sentence = sentence
    }

    package var description: String { "Line \(line): \(sentence)" }
}
