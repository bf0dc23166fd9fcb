import Interface

/// A finding in as few lines as there is room for: its sentence, what it rests on, what makes it doubtful, and one
/// thing to try.
///
/// What does not fit is left out, first from the end of the evidence; the other forms of the report tell it all.
struct TerminalFinding {
    private let number: Int
    private let finding: Report.Found
    private let style: TerminalStyle

    init(_ number: Int, _ finding: Report.Found, style: TerminalStyle) {
        self.number = number
        self.finding = finding
        self.style = style
    }

    /// - Parameter room: how many lines it may take; it takes four or five at least.
    func lines(in room: Int) -> [String] {
        let title = Array(paragraph(finding.sentence, first: "\(number). ").prefix(2))
        let offer = offer(in: max(1, room - title.count - 2))
        let rest = body(in: max(2, room - title.count - offer.count))
        return title.map(style.strong) + rest + offer.map(style.accented)
    }

    private func paragraph(_ text: String, first: String = "   ") -> [String] {
        style.lines(Printable.text(text), first: first, rest: "   ")
    }

    private func body(in room: Int) -> [String] {
        for doubt in shorterDoubt {
            let texts = shorterEvidence.lazy.map { paragraph(doubt.isEmpty ? $0 : "\($0) \(doubt)") }
            if let lines = texts.first(where: { $0.count <= room }) { return lines }
        }
        return Array(paragraph(finding.evidence).prefix(room - 1)) + ["   …"]
    }

    /// The uncertainty whole, then its first clause.
    private var shorterDoubt: [String] {
        let text = finding.uncertainty
        guard let end = text.firstIndex(where: { $0 == ";" || $0 == ":" }) else { return [text] }
        return [text, text[..<end] + "."]
    }

    /// The evidence whole, then without its last sentences, then without the last words of the first.
    private var shorterEvidence: [String] {
        let sentences = Self.sentences(of: finding.evidence)
        let whole = (1...max(1, sentences.count)).reversed().map { sentences.prefix($0).joined(separator: " ") }
        let words = (sentences.first ?? "").split(separator: " ")
        let parts = stride(from: words.count - 1, to: 2, by: -1).map { words.prefix($0).joined(separator: " ") + " …" }
        return whole + parts
    }

    private static func sentences(of text: String) -> [String] {
        let parts = text.split(separator: ". ", omittingEmptySubsequences: true).map(String.init)
        return parts.enumerated().map { $0 < parts.count - 1 ? $1 + "." : $1 }
    }

    /// The suggestion, or its first clause where the whole takes too many lines.
    private func offer(in room: Int) -> [String] {
        let text = Printable.text(finding.suggestion)
        let whole = style.lines(text, first: "   → ", rest: "     ")
        guard whole.count > room, let comma = text.firstIndex(of: ",") else { return whole }
        return style.lines(text[..<comma] + ".", first: "   → ", rest: "     ")
    }
}
