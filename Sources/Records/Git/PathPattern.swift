/// A pattern of paths in the language of `.gitignore`, `.gitattributes` and CODEOWNERS.
///
/// A pattern without a slash looks at the last part of a path, at any depth; with one it begins where its file lies.
/// `*` and `?` stay within a part, `**` between slashes spans any number of parts, `[a-z]` and `\` work as in git.
package struct PathPattern: Hashable, Sendable {
    /// It ended with a slash, so only a folder matches.
    package let isForFolders: Bool
    /// It names one part and so matches at any depth.
    package let isForNames: Bool
    private let glob: [UInt8]
    /// The folder of the file that it stands in, with a slash at its end; empty at the root.
    private let base: [UInt8]

    /// - Parameter base: the folder of the file that the pattern stands in, without slashes around it.
    package init(_ text: some StringProtocol, base: String = "") {
        self.init(bytes: Array(text.utf8), base: base)
    }

    init(bytes: [UInt8], base: String) {
        var bytes = bytes[...]
        isForFolders = bytes.last == .slash
        if isForFolders { bytes.removeLast() }
        isForNames = !bytes.contains(.slash)
        if bytes.first == .slash { bytes.removeFirst() }
        glob = Array(bytes)
        self.base = base.isEmpty ? [] : Array((base + "/").utf8)
    }

    /// Whether the path itself matches; a folder that holds it does not count (`matchesWithin` asks that).
    ///
    /// - Parameter path: from the root of the repository, without a slash at either end.
    package func matches(_ path: some StringProtocol, isFolder: Bool = false) -> Bool {
        if isForFolders && !isFolder { return false }
        var copy = String(path)
        return copy.withUTF8 { matches(UnsafeRawBufferPointer($0)[...]) }
    }

    /// Whether a file matches, or one of the folders that it lies in.
    package func matchesWithin(_ path: some StringProtocol) -> Bool {
        var copy = String(path)
        return copy.withUTF8 { text in
            let bytes = UnsafeRawBufferPointer(text)
            if !isForFolders && matches(bytes[...]) { return true }
            return bytes.indices.contains { bytes[$0] == .slash && matches(bytes[..<$0]) }
        }
    }

    private func matches(_ path: Slice<UnsafeRawBufferPointer>) -> Bool {
        guard path.starts(with: base) else { return false }
        var rest = path.dropFirst(base.count)
        if isForNames, let slash = rest.lastIndex(of: .slash) { rest = rest[(slash + 1)...] }
        let text = UnsafeRawBufferPointer(rebasing: rest)
        return glob.withUnsafeBytes { Glob(pattern: $0, text: text).matches() }
    }
}

extension UInt8 {
    static let slash = UInt8(ascii: "/")
    static let star = UInt8(ascii: "*")
    static let backslash = UInt8(ascii: "\\")
}
