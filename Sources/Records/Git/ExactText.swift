/// Text that is the same only byte by byte, as git tells text apart.
///
/// A `String` is the same as another that looks the same: `é` as one character and as two. In a history these may be two files
/// or two people.
package struct ExactText: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    package static func == (left: ExactText, right: ExactText) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        let hashed: Void? = text.utf8.withContiguousStorageIfAvailable { hasher.combine(bytes: .init($0)) }
        if hashed == nil { for byte in text.utf8 { hasher.combine(byte) } }
    }
}
