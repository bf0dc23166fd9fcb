import Foundation
import Records

/// A fragment of a history while it is read: its lines are not counted yet.
struct LogDraft: Sendable {
    var commits: [Commit] = []
    var changes: [FileChange] = []
    /// What to count, for every change that was not handed on yet.
    private(set) var contents: [ChangedContents] = []
    private var signatures: [Signature] = []
    private var paths: [String] = []
    private var signatureTable = ByteTable()
    private var pathTable = ByteTable()
    private var key: [UInt8] = []
    private let attributes: Attributes?
    /// By place in `paths`.
    private var attributeOfPath: [DiffAttribute] = []

    /// - Parameter attributes: those of the work tree, where there is one.
    init(attributes: Attributes? = nil) {
        self.attributes = attributes
    }

    var fragment: History {
        History(signatures: signatures, paths: paths, commits: commits, changes: changes)
    }

    func path(at place: Int32) -> String { paths[Int(place)] }

    mutating func append(_ change: FileChange, _ changed: ChangedContents) {
        changes.append(change)
        guard attributes != nil else { return contents.append(changed) }
        var changed = changed
        changed.old.attribute = attributeOfPath[Int(change.oldPath ?? change.path)]
        changed.new.attribute = attributeOfPath[Int(change.path)]
        contents.append(changed)
    }

    /// What is to be counted since the last call.
    mutating func takeContents() -> [ChangedContents] {
        defer { contents.removeAll() }
        return contents
    }

    mutating func path(_ bytes: UnsafeRawBufferPointer) -> Int32 {
        let (place, isNew) = pathTable.place(of: bytes)
        if isNew {
            paths.append(QuotedPath.text(of: bytes))
            if let attributes {
                attributeOfPath.append(DiffAttribute(attributes.states(of: paths[Int(place)])["diff"]))
            }
        }
        return place
    }

    mutating func signature(name: UnsafeRawBufferPointer, email: UnsafeRawBufferPointer) -> Int32 {
        key.removeAll(keepingCapacity: true)
        key += name
        key.append(0)
        key += email
        let (place, isNew) = key.withUnsafeBytes { signatureTable.place(of: $0) }
        if isNew {
            signatures.append(
                Signature(name: String(decoding: name, as: UTF8.self), email: String(decoding: email, as: UTF8.self)))
        }
        return place
    }
}

extension DiffAttribute {
    /// A named driver could only come from settings, and none are read here.
    init(_ state: Attributes.State?) {
        switch state {
        case .unset: self = .binary
        case .set: self = .text
        case .value, nil: self = .none
        }
    }
}

/// How a path that is no UTF-8 is written down.
enum QuotedPath {
    /// The path itself, or, where it is not valid UTF-8, git's form in double quotes with octal escapes.
    static func text(of bytes: some Collection<UInt8>) -> String {
        String(validating: bytes, as: UTF8.self) ?? quoted(bytes)
    }

    private static func quoted(_ bytes: some Collection<UInt8>) -> String {
        var text = "\""
        for byte in bytes {
            switch byte {
            case 7: text += "\\a"
            case 8: text += "\\b"
            case 9: text += "\\t"
            case 10: text += "\\n"
            case 11: text += "\\v"
            case 12: text += "\\f"
            case 13: text += "\\r"
            case 34: text += "\\\""
            case 92: text += "\\\\"
            case 32..<127: text.unicodeScalars.append(UnicodeScalar(byte))
            default:
                let octal = String(byte, radix: 8)
                text += "\\" + String(repeating: "0", count: 3 - octal.count) + octal
            }
        }
        return text + "\""
    }
}
