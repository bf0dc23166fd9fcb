import Records

/// What a review comment is, by its structure alone. Never by its tone, and never for one person (HANDBOOK C16).
package struct ReviewComment: Hashable, Sendable {
    package enum Label: String, Codable, CaseIterable, Sendable {
        case praise, nitpick, suggestion, issue, todo, question, thought, chore, note
    }

    /// `suggestion (non-blocking): extract the loop`.
    package let label: Label?
    package let decorations: [String]
    /// Holds a change that can be taken over as it is.
    package let hasSuggestedChange: Bool
    package let asks: Bool
    /// A question or a hedge ("not sure", "I do not understand"): a sign that the description left something open (Ebert
    /// et al., SANER 2019).
    package let isPuzzled: Bool
    /// Three words or more, or a suggested change; no "LGTM" and no command to a bot (HANDBOOK A10).
    package let isSubstantive: Bool

    package init(_ text: String) {
        let told = Self.withoutQuotes(text)
        hasSuggestedChange = text.utf8.contains(UInt8(ascii: "`")) && text.contains("```suggestion")
        (label, decorations) = Self.conventional(told.trimmed)
        let words = Self.words(told)
        asks = label == .question || told.utf8.contains(UInt8(ascii: "?")) && told.contains("?" as Character)
        isPuzzled = asks || Self.hedges.contains { Self.holds($0, words) }
        isSubstantive =
            hasSuggestedChange
            || words.count >= 3 && !Self.isCommand(told.trimmed) && !Self.isNod(words)
    }

    package var isBlocking: Bool { decorations.contains("blocking") }
    package var suggests: Bool { hasSuggestedChange || label == .suggestion }

    /// The grammar of HANDBOOK C16: a label, decorations in brackets, a colon, a blank and a subject.
    private static func conventional(_ text: Substring) -> (Label?, [String]) {
        guard text.utf8.contains(UInt8(ascii: ":")), let colon = text.firstIndex(of: ":") else { return (nil, []) }
        let subject = text[text.index(after: colon)...]
        guard subject.first == " ", let second = subject.dropFirst().first, !second.isWhitespace else {
            return (nil, [])
        }
        let head = text[..<colon]
        guard let blank = head.firstIndex(of: " ") else { return (Label(rawValue: String(head)), []) }
        let brackets = head[head.index(after: blank)...]
        guard let label = Label(rawValue: String(head[..<blank])), brackets.first == "(", brackets.last == ")" else {
            return (nil, [])
        }
        let inside = brackets.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
        let decorations = inside.enumerated().map {
            $0.offset > 0 && $0.element.first == " " ? $0.element.dropFirst() : $0.element
        }
        let isWord = { (part: Substring) in
            !part.isEmpty && part.utf8.allSatisfy { (97...122).contains($0) || $0 == UInt8(ascii: "-") }
        }
        return decorations.allSatisfy(isWord) ? (label, decorations.map(String.init)) : (nil, [])
    }

    /// What somebody else had written, and code, is not what this comment says.
    private static func withoutQuotes(_ text: String) -> String {
        let hasSome = text.utf8.contains { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: ">") }
        guard hasSome else { return text }
        var isFenced = false
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            let start = line.drop(while: \.isWhitespace)
            if start.hasPrefix("```") {
                isFenced.toggle()
                return false
            }
            return !isFenced && !start.hasPrefix(">")
        }
        return lines.joined(separator: "\n")
    }

    /// In lower case, without emoji and punctuation.
    private static func words(_ text: String) -> [String] {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return wordsOfASCII(text) }
        var words: [String] = []
        for part in text.lowercased().split(whereSeparator: \.isWhitespace) where !isShortcode(part) {
            let word = part.filter { $0.isLetter || $0.isNumber || $0 == "'" }
            if !word.isEmpty { words.append(word) }
        }
        return words
    }

    /// The same, many times as fast: most comments are written so, and there are millions.
    private static func wordsOfASCII(_ text: String) -> [String] {
        var words: [String] = []
        var word: [UInt8] = []
        for part in text.utf8.split(whereSeparator: { $0 == 0x20 || (0x09...0x0D).contains($0) }) {
            let colon = UInt8(ascii: ":")
            if part.count > 2, part.first == colon, part.last == colon { continue }
            word.removeAll(keepingCapacity: true)
            for byte in part {
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.append(byte | 0x20)
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "'"):
                    word.append(byte)
                default: break
                }
            }
            if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        }
        return words
    }

    /// Whether some words stand in a text, next to each other.
    private static func holds(_ wanted: [String], _ words: [String]) -> Bool {
        guard let first = wanted.first else { return false }
        return words.indices.contains { place in
            words[place] == first && words[place...].starts(with: wanted)
        }
    }

    private static func isNod(_ words: [String]) -> Bool {
        words.count <= mostWordsOfNod && nods.contains(words.joined(separator: " "))
    }

    /// `:thumbsup:`
    private static func isShortcode(_ part: Substring) -> Bool {
        part.count > 2 && part.hasPrefix(":") && part.hasSuffix(":")
    }

    private static func isCommand(_ text: Substring) -> Bool {
        guard let first = text.first, !text.contains("\n") else { return false }
        if first == "/", text.dropFirst().first?.isLetter == true { return true }
        guard first == "@" else { return false }
        let name = text.dropFirst().prefix { !$0.isWhitespace }.lowercased()
        return name.hasSuffix("bot") || name.hasSuffix("[bot]") || name == "copilot" || name == "bors"
    }

    private static let nods: Set = [
        "looks good to me", "lgtm thank you", "lgtm thanks a", "looks good thanks", "thank you very much",
        "looks great to me", "lgtm looks good", "looks good to me thanks",
    ]

    private static let mostWordsOfNod = nods.map { $0.split(separator: " ").count }.max() ?? 0

    private static let hedges = [
        "not sure", "i'm confused", "i am confused", "i do not understand", "i don't understand", "confusing", "why",
        "unclear", "not clear", "no idea",
    ].map { $0.split(separator: " ").map(String.init) }
}

/// The comments of one pull request by people other than its author.
struct ReviewComments {
    struct Told {
        let author: Int32?
        let at: Int64
        let thread: String?
        let isResolved: Bool?
        let comment: ReviewComment
    }

    let all: [Told]

    /// - Parameter range: what was said at another time is left out.
    init(
        _ history: PullRequestHistory, _ clock: PullRequestClock, _ reading: DeliveryReading,
        in range: Range<Int64> = .min..<(.max)
    ) {
        let people = reading.evidence.people
        let isReviewers = { (account: RecordKey?, at: Int64) in
            guard range.contains(at) else { return false }
            let place = people.place(of: account)
            return at <= reading.evidence.now && place != clock.author && (place.map(people.isHuman) ?? true)
        }
        var all: [Told] = []
        for comment in history.comments where !comment.isSystem && isReviewers(comment.author, comment.createdAt) {
            all.append(
                Told(
                    author: people.place(of: comment.author), at: comment.createdAt, thread: comment.thread,
                    isResolved: comment.isResolved, comment: ReviewComment(comment.body)))
        }
        // A review's own words are no comment record; other events only repeat one, where comments were read.
        let bodies = Set(history.comments.map(\.body))
        for event in history.events where event.kind == .reviewed || event.kind == .commented {
            guard let text = event.text, !text.isEmpty, !bodies.contains(text), isReviewers(event.actor, event.at)
            else { continue }
            all.append(
                Told(
                    author: people.place(of: event.actor), at: event.at, thread: nil, isResolved: nil,
                    comment: ReviewComment(text)))
        }
        self.all = all.sorted { $0.at < $1.at }
    }

    var substantive: Int { all.count { $0.comment.isSubstantive } }
}
