/// How text is set in a terminal: how wide, and whether with colour.
package struct TerminalStyle: Hashable, Sendable {
    /// Columns; between 60 and 100, because longer lines are hard to read.
    package let width: Int
    package let isColoured: Bool

    package init(width: Int, isColoured: Bool) {
        self.width = min(max(width, 60), 100)
        self.isColoured = isColoured
    }

    package func strong(_ text: String) -> String { escape("1", text) }
    package func quiet(_ text: String) -> String { escape("2", text) }
    package func accented(_ text: String) -> String { escape("34", text) }
    package func good(_ text: String) -> String { escape("32", text) }
    package func heading(_ text: String) -> String { escape("1;4", text) }

    private func escape(_ code: String, _ text: String) -> String {
        isColoured && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    /// A paragraph in lines that fit; `first` and `rest` stand before them.
    package func lines(_ text: String, first: String = "", rest: String = "") -> [String] {
        let room = width - max(DisplayWidth.of(first), DisplayWidth.of(rest))
        return DisplayWidth.wrapped(text, to: room).enumerated().map { ($0 == 0 ? first : rest) + $1 }
    }
}
