import Foundation
import Records

/// A clone laid out as git makes it and owned by whoever asks, looked at without starting git.
///
/// Starting git costs more than all that it is asked here. Whatever is not exactly the usual (a linked work tree, a
/// shallow clone, an extension, an included setting, an owner who is somebody else, a head before its first commit) is
/// nil, and left to git, which knows every other layout and says why it refuses one.
struct PlainClone {
    let gitFolder: String
    let isBare: Bool
    let head: ObjectID
    /// What head names in full; nil where it is a commit.
    let headName: String?

    init?(_ path: String) {
        guard let real = Self.resolved(path), Self.isOwn(real) else { return nil }
        let inside = real + "/.git"
        gitFolder = Self.kind(of: inside) == nil ? real : inside
        isBare = gitFolder == real
        guard Self.isOwn(gitFolder), Self.hasParts(gitFolder), Self.agrees(gitFolder, isBare: isBare),
            let (head, name) = Self.head(of: gitFolder)
        else { return nil }
        self.head = head
        headName = name
    }

    private static func resolved(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }

    /// What is there itself, a link not followed.
    private static func kind(of path: String) -> stat? {
        var found = stat()
        return lstat(path, &found) == 0 ? found : nil
    }

    /// A folder, and not somebody else's: git has its own rules for those.
    private static func isOwn(_ path: String) -> Bool {
        kind(of: path).map { $0.st_mode & S_IFMT == S_IFDIR && $0.st_uid == geteuid() } ?? false
    }

    private static func hasParts(_ folder: String) -> Bool {
        isOwn(folder + "/objects") && isOwn(folder + "/refs")
            && kind(of: folder + "/commondir") == nil && kind(of: folder + "/shallow") == nil
    }

    /// Whether the settings say just what the layout says.
    private static func agrees(_ folder: String, isBare: Bool) -> Bool {
        guard let text = small(folder + "/config")?.lowercased() else { return false }
        if ["[extensions", "[include", "worktree", "\\"].contains(where: text.contains) { return false }
        let lines = text.split(whereSeparator: \.isNewline).map { $0.filter { !$0.isWhitespace } }
        return lines.filter { $0.hasPrefix("bare") } == ["bare=\(isBare)"]
            && lines.filter { $0.hasPrefix("repositoryformatversion") } == ["repositoryformatversion=0"]
    }

    private static func head(of folder: String) -> (ObjectID, String?)? {
        guard let text = small(folder + "/HEAD") else { return nil }
        if let id = id(text) { return (id, nil) }
        guard text.hasPrefix("ref: "), text.hasSuffix("\n") else { return nil }
        let name = String(text.dropFirst(5).dropLast())
        guard isPlain(name) else { return nil }
        if let loose = small(folder + "/" + name) { return id(loose).map { ($0, name) } }
        guard kind(of: folder + "/" + name) == nil, let packed = small(folder + "/packed-refs") else { return nil }
        let line = packed.utf8.split(separator: UInt8(ascii: "\n")).first { line in
            line.count == 41 + name.utf8.count && line.dropFirst(41).elementsEqual(name.utf8)
        }
        return line.flatMap { ObjectID(String(decoding: $0.prefix(40), as: UTF8.self)) }.map { ($0, name) }
    }

    private static func id(_ text: String) -> ObjectID? {
        text.utf8.count == 41 && text.hasSuffix("\n") ? ObjectID(String(text.dropLast())) : nil
    }

    /// A name of which git has nothing to say.
    private static func isPlain(_ name: String) -> Bool {
        let allowed = { (character: Character) in
            character.isASCII && (character.isLetter || character.isNumber || "-_/.+#@".contains(character))
        }
        return name.hasPrefix("refs/") && name.allSatisfy(allowed)
            && name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
                !part.isEmpty && !part.hasPrefix(".") && !part.hasSuffix(".") && !part.hasSuffix(".lock")
            } && !name.contains("..")
    }

    /// A plain file's text, where that is short.
    private static func small(_ path: String) -> String? {
        guard let found = kind(of: path), found.st_mode & S_IFMT == S_IFREG, found.st_size < 1 << 20 else { return nil }
        return try? String(contentsOfFile: path, encoding: .utf8)
    }
}
