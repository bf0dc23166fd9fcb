/// A `.mailmap`: which name and address of the past is which of today, exactly as git reads it (gitmailmap(5)).
///
/// A line that names an old name wins over one that gives only the address; of two that say the same, the later.
/// Letter case counts only beyond ASCII. A mapping is applied once and never followed further, so a circle is
/// harmless. Lines that are none are skipped, as git skips them.
package struct Mailmap: Hashable, Sendable {
    private struct Target: Hashable, Sendable {
        var name: String?
        var email: String?
    }

    private struct Entry: Hashable, Sendable {
        var anyName = Target()
        var byName: [[UInt8]: Target] = [:]
    }

    private var entries: [[UInt8]: Entry] = [:]

    package init(_ text: String) {
        for line in Array(text.utf8).split(separator: UInt8(ascii: "\n")) { read(line) }
    }

    /// The name and address that stand for a signature; itself where the map says nothing.
    package func canonical(_ signature: Signature) -> Signature {
        guard let target = target(of: signature) else { return signature }
        return Signature(name: target.name ?? signature.name, email: target.email ?? signature.email)
    }

    /// Whether a line speaks of this signature, also one that leaves it as it is.
    package func names(_ signature: Signature) -> Bool { target(of: signature) != nil }

    private func target(of signature: Signature) -> Target? {
        guard let entry = entries[Self.folded(signature.email.utf8)] else { return nil }
        let target = entry.byName[Self.folded(signature.name.utf8)] ?? entry.anyName
        return target == Target() ? nil : target
    }

    private mutating func read(_ line: ArraySlice<UInt8>) {
        let line = line.prefix { $0 != 0 }
        guard line.first != UInt8(ascii: "#"), let new = Part(line), !new.email.isEmpty else { return }
        guard let old = Part(new.rest) else {
            return add(Target(name: new.nameText), to: new.email, oldName: nil)
        }
        add(Target(name: new.nameText, email: new.emailText), to: old.email, oldName: old.name)
    }

    private mutating func add(_ target: Target, to email: ArraySlice<UInt8>, oldName: ArraySlice<UInt8>?) {
        var entry = entries[Self.folded(email)] ?? Entry()
        if let oldName {
            entry.byName[Self.folded(oldName)] = target
        } else {
            entry.anyName.name = target.name ?? entry.anyName.name
            entry.anyName.email = target.email ?? entry.anyName.email
        }
        entries[Self.folded(email)] = entry
    }

    private static func folded(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        bytes.map { (65...90).contains($0) ? $0 + 32 : $0 }
    }
}

/// `Name <address>`, and what follows it.
private struct Part {
    /// Without the spaces around it; nil when there is none.
    var name: ArraySlice<UInt8>?
    var email: ArraySlice<UInt8>
    var rest: ArraySlice<UInt8>

    init?(_ text: ArraySlice<UInt8>) {
        guard let left = text.firstIndex(of: UInt8(ascii: "<")),
            let right = text[(left + 1)...].firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        let trimmed = text[..<left].drop(while: Self.isSpace)
        let end = trimmed.lastIndex { !Self.isSpace($0) }
        name = end.map { trimmed[...$0] }
        email = text[(left + 1)..<right]
        rest = text[(right + 1)...]
    }

    var nameText: String? { name.map { String(decoding: $0, as: UTF8.self) } }
    var emailText: String { String(decoding: email, as: UTF8.self) }

    private static func isSpace(_ byte: UInt8) -> Bool { [9, 10, 13, 32].contains(byte) }
}
