/// Markdown without what is not prose: code between backticks or fences, and hidden comments.
enum ProseBytes {
    /// Each thing that is left out becomes a space, so that its neighbours stay apart.
    static func prose(of markdown: String) -> [UInt8] {
        let text = Array(markdown.utf8)
        var prose: [UInt8] = []
        prose.reserveCapacity(text.count)
        var place = 0
        while place < text.count {
            if text[place] == UInt8(ascii: "`") {
                place = endOfCode(in: text, from: place, isLineStart: isLineStart(prose))
                prose.append(UInt8(ascii: " "))
            } else if text[place] == UInt8(ascii: "<"), text[place...].starts(with: Array("<!--".utf8)) {
                place = end(of: Array("-->".utf8), in: text, from: place + 4) ?? text.count
                prose.append(UInt8(ascii: " "))
            } else {
                prose.append(text[place])
                place += 1
            }
        }
        return prose
    }

    /// Where the code ends that some backticks begin. A fence that nobody closes runs to the end; other backticks that
    /// nobody closes are only themselves.
    private static func endOfCode(in text: [UInt8], from start: Int, isLineStart: Bool) -> Int {
        let run = text[start...].prefix { $0 == UInt8(ascii: "`") }.count
        var place = start + run
        while let begin = text[place...].firstIndex(of: UInt8(ascii: "`")) {
            let length = text[begin...].prefix { $0 == UInt8(ascii: "`") }.count
            place = begin + length
            if length == run { return place }
        }
        return run >= 3 && isLineStart ? text.count : start + run
    }

    private static func isLineStart(_ prose: [UInt8]) -> Bool {
        for byte in prose.reversed() {
            if byte == UInt8(ascii: "\n") { return true }
            if byte != UInt8(ascii: " ") { return false }
        }
        return true
    }

    private static func end(of mark: [UInt8], in text: [UInt8], from start: Int) -> Int? {
        guard start < text.count else { return nil }
        var place = start
        while place + mark.count <= text.count {
            if text[place..<(place + mark.count)].elementsEqual(mark) { return place + mark.count }
            place += 1
        }
        return nil
    }
}
