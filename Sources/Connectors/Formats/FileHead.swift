/// How a file begins, seen as what it could be.
struct FileHead {
    private let text: String
    /// The name of the first element, without its prefix; nil where it is no XML.
    let root: String?

    init(_ bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        var decoder = TextDecoder(asksDeclaration: true)
        let decoded = bytes.withUnsafeBytes { decoder.decode($0) } ?? bytes
        let whole = decoded + decoder.finish()
        text = String(decoding: whole, as: UTF8.self)
        root = Self.root(of: whole)
    }

    var isJSON: Bool { text.first { !$0.isWhitespace }.map { $0 == "{" || $0 == "[" } ?? false }

    var isFindings: Bool {
        root == nil && lines.contains { LintLinesReader.finding(String($0), tool: "") != nil }
    }

    /// A first line with more than one field.
    var isTable: Bool { root == nil && lines.first?.contains { ",;\t|".contains($0) } ?? false }

    func has(_ part: String) -> Bool { text.contains(part) }

    func begins(_ words: [String]) -> Bool {
        let start = text.drop { $0.isWhitespace }
        return words.contains { start.hasPrefix($0) }
    }

    private var lines: [Substring] { text.split(separator: /\r?\n/) }

    private static func root(of bytes: [UInt8]) -> String? {
        var finder = RootFinder()
        var scanner = XMLScanner()
        var place = 0
        try? bytes.withUnsafeBytes { try scanner.feed($0, place: &place, to: &finder) }
        return finder.root
    }

    private struct RootFinder: XMLReading {
        var root: String?

        mutating func open(_ tag: XMLTag) { root = root ?? tag.name }
        mutating func text(_ bytes: UnsafeRawBufferPointer) {}
        mutating func close(_ name: String) {}
        mutating func end() {}
    }
}
