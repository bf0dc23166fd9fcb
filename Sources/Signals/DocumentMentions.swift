/// A place in a document that may name a file of the repository.
struct DocumentMention: Hashable {
    var target: String
    /// Stands as code and not as a link, so it may also be meant from the top of the repository.
    var isCode: Bool

    /// The paths that it could mean, seen from a folder; none for another site.
    func candidates(in folder: String) -> [String] {
        var path = target.prefix { $0 != "#" && $0 != "?" }
        if path.contains("://") || path.hasPrefix("mailto:") { return [] }
        // A place in a file, as compilers write it: `Store.swift:12`.
        if let colon = path.lastIndex(of: ":"), path[colon...].dropFirst().allSatisfy({ $0.isNumber || $0 == "-" }) {
            path = path[..<colon]
        }
        guard !path.isEmpty else { return [] }
        if path.hasPrefix("/") { return [Self.normal(path)].compactMap { $0 } }
        let beside = Self.normal(folder.isEmpty ? path : "\(folder)/\(path)")
        return [beside, isCode ? Self.normal(path) : nil].compactMap { $0 }
    }

    /// Without `.` and `..`; nil when it leaves the repository.
    private static func normal(_ path: some StringProtocol) -> String? {
        var parts: [String] = []
        for part in path.split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(unescaped(part))
            } else if parts.popLast() == nil {
                return nil
            }
        }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }

    /// `%20` as a blank.
    private static func unescaped(_ part: some StringProtocol) -> String {
        guard part.contains("%") else { return String(part) }
        var bytes: [UInt8] = []
        var rest = Array(part.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Links and spans of code of Markdown, AsciiDoc and reStructuredText, outside blocks of code.
enum DocumentMentions {
    static func all(in text: String) -> Set<DocumentMention> {
        var mentions: Set<DocumentMention> = []
        var isFenced = false
        for line in text.utf8.split(whereSeparator: { $0 == 10 || $0 == 13 }) {
            let start = line.drop { $0 == 32 || $0 == 9 }
            if start.starts(with: "```".utf8) || start.starts(with: "~~~".utf8) {
                isFenced.toggle()
            } else if !isFenced {
                read(line, into: &mentions)
            }
        }
        return mentions
    }

    private typealias Bytes = Substring.UTF8View

    /// What comes before a target, and the bytes that end it.
    private static let openings: [(mark: [UInt8], ends: [UInt8])] = [
        ("](", ") "), ("]: ", " "), ("link:", "[ "), ("xref:", "[ "), ("include::", "[ "), ("<", ">"),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)) }

    private static let beginnings = Set(openings.compactMap(\.mark.first) + [UInt8(ascii: "`")])

    private static func read(_ line: Bytes, into mentions: inout Set<DocumentMention>) {
        var rest = line
        while let byte = rest.first {
            // Most bytes begin nothing, and documents are many.
            guard beginnings.contains(byte) else {
                rest = rest.dropFirst()
                continue
            }
            if byte == UInt8(ascii: "`") {
                let inner = rest.drop { $0 == byte }
                let end = inner.firstIndex(of: byte) ?? inner.endIndex
                insert(inner[..<end], isCode: true, into: &mentions)
                // A role's link stands inside: `text <target>`_.
                if let open = inner[..<end].lastIndex(of: UInt8(ascii: "<")) {
                    insert(
                        inner[inner.index(after: open)..<end].prefix { $0 != UInt8(ascii: ">") }, isCode: false,
                        into: &mentions)
                }
                rest = inner[end...].drop { $0 == byte }
            } else if let opening = openings.first(where: { rest.starts(with: $0.mark) }) {
                let inner = rest.dropFirst(opening.mark.count).drop { $0 == 32 || $0 == UInt8(ascii: "<") }
                insert(
                    inner.prefix { !opening.ends.contains($0) && $0 != UInt8(ascii: ">") }, isCode: false,
                    into: &mentions)
                rest = inner
            } else {
                rest = rest.dropFirst()
            }
        }
    }

    private static func insert(_ bytes: Bytes, isCode: Bool, into mentions: inout Set<DocumentMention>) {
        let target = Substring(bytes)
        guard !bytes.isEmpty, bytes.count < 300, isCode == false || !target.contains(" ") else { return }
        mentions.insert(DocumentMention(target: String(target), isCode: isCode))
    }
}
