/// Work items that a pull request names in its title, its description or its branch.
///
/// Known are `#12` and `GH-12`, `owner/name#12`, an address that ends in `/issues/12`, and the keys of other trackers, `ABC-7`.
/// What stands in code or in a hidden comment of a template is not meant.
enum References {
    struct Reference: Hashable {
        /// As it was written, without the words around it.
        var text: String
        /// Named before the number; nil for one's own.
        var repository: String?
        /// Nil for another tracker's key.
        var number: Int?
    }

    /// Each once, in the order of their first mention. A pull request's own number is not a work item.
    static func found(title: String, body: String?, branch: String, own: Int) -> [Reference] {
        var found: [Reference] = []
        var seen: Set<Reference> = []
        func take(_ references: [Reference]) {
            for reference in references where seen.insert(reference).inserted {
                if reference.number == own, reference.repository == nil { continue }
                found.append(reference)
            }
        }
        take(mentions(in: Array(title.utf8), isBranch: false))
        if let body, !body.isEmpty { take(mentions(in: ProseBytes.prose(of: body), isBranch: false)) }
        take(mentions(in: Array(branch.utf8), isBranch: true))
        return found
    }

    private static func mentions(in text: [UInt8], isBranch: Bool) -> [Reference] {
        var found: [Reference] = []
        var place = 0
        while place < text.count {
            let byte = text[place]
            if byte == UInt8(ascii: "#"), let (number, end) = number(in: text, from: place + 1) {
                if let reference = hash(number, in: text, at: place, isBranch: isBranch) { found.append(reference) }
                place = end
            } else if byte == UInt8(ascii: "/"), let (reference, end) = issueAddress(in: text, at: place) {
                found.append(reference)
                place = end
            } else if byte.isUpper, place == 0 || !text[place - 1].isWord,
                let (reference, end) = key(in: text, at: place)
            {
                if let reference { found.append(reference) }
                place = end
            } else {
                place += 1
            }
        }
        return found
    }

    /// `#12`, with what may stand before it.
    private static func hash(_ number: Int, in text: [UInt8], at place: Int, isBranch: Bool) -> Reference? {
        var start = place
        while start > 0, text[start - 1].isWord || "/.-".utf8.contains(text[start - 1]) { start -= 1 }
        let own = Reference(text: "#\(number)", number: number)
        // `fix#12` in a branch is what people type; elsewhere a word before it makes it something else.
        if start == place || isBranch { return own }
        let parts = text[start..<place].split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        let repository = String(decoding: text[start..<place], as: UTF8.self)
        return Reference(text: "\(repository)#\(number)", repository: repository.lowercased(), number: number)
    }

    /// `https://github.com/owner/name/issues/12`, found at the part that says what it is.
    private static func issueAddress(in text: [UInt8], at place: Int) -> (Reference, Int)? {
        let part = Array("/issues/".utf8)
        guard text[place...].starts(with: part), let (number, end) = number(in: text, from: place + part.count) else {
            return nil
        }
        var start = place
        while start > 0, text[start - 1].isWord || "/.-:".utf8.contains(text[start - 1]) { start -= 1 }
        let parts = text[start..<place].split(separator: UInt8(ascii: "/"))
        guard parts.count >= 4, parts[0].elementsEqual("https:".utf8) || parts[0].elementsEqual("http:".utf8) else {
            return nil
        }
        let repository = parts.suffix(2).map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
        return (Reference(text: "\(repository)#\(number)", repository: repository.lowercased(), number: number), end)
    }

    /// `ABC-7` or `GH-12`; nil for names that only look so, such as `UTF-8`.
    private static func key(in text: [UInt8], at place: Int) -> (Reference?, Int)? {
        var dash = place
        while dash < text.count, text[dash].isUpper || text[dash].isDigit || text[dash] == UInt8(ascii: "_") {
            dash += 1
        }
        guard (2...12).contains(dash - place), dash < text.count, text[dash] == UInt8(ascii: "-"),
            let (number, end) = number(in: text, from: dash + 1)
        else { return nil }
        let project = String(decoding: text[place..<dash], as: UTF8.self)
        if project == "GH" { return (Reference(text: "#\(number)", number: number), end) }
        return (names.contains(project) ? nil : Reference(text: "\(project)-\(number)"), end)
    }

    /// Standards, ciphers and codes that are written like a tracker's keys.
    private static let names: Set<String> = [
        "AES", "ANSI", "ASCII", "CVE", "CWE", "ECMA", "GHSA", "GPL", "HTTP", "IEC", "IEEE", "IPV", "ISO",
        "LGPL", "MD", "PEP", "RFC", "RIPEMD", "RSA", "SHA", "SSL", "TLS", "UCS", "UTC", "UTF", "WCAG",
    ]

    /// Digits that no letter or further number follows: `7` of `7.`, nothing of `7a` or `7-1`.
    private static func number(in text: [UInt8], from start: Int) -> (Int, Int)? {
        var end = start
        while end < text.count, text[end].isDigit { end += 1 }
        guard (1...9).contains(end - start), text[start] != UInt8(ascii: "0") else { return nil }
        if end < text.count, text[end].isWord { return nil }
        return (text[start..<end].reduce(0) { $0 * 10 + Int($1 - 48) }, end)
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (48...57).contains(self) }
    fileprivate var isUpper: Bool { (65...90).contains(self) }
    fileprivate var isWord: Bool { isDigit || isUpper || (97...122).contains(self) || self == 95 || self >= 128 }
}
