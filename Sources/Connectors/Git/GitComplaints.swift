import Foundation
import Subprocess

/// What git's own words mean. They are read with `LC_ALL=C`, so they are English.
extension GitTrouble {
    /// From git's standard error.
    init(command: String, complaints: String) {
        let lines = complaints.split(whereSeparator: \.isNewline).map { Self.redacted(String($0)) }
        let spoken = lines.filter { $0.hasPrefix("fatal: ") || $0.hasPrefix("error: ") }
        let reason = Self.plain(Self.telling(lines, spoken))
        let all = lines.joined(separator: "\n")
        if all.contains("No space left on device") {
            self = .diskFull("the folder that git writes to")
        } else if let damage = spoken.map(Self.plain).first(where: Self.isDamage) {
            self = .damaged(object: Self.objectName(in: damage), reason: damage)
        } else if reason.contains("unknown revision") || reason.contains("bad revision") {
            self = .unknownRevision(Self.firstQuoted(in: reason) ?? reason)
        } else {
            self = .failed(command: command, reason: reason)
        }
    }

    init(_ error: SubprocessError) {
        self = error.code == .executableNotFound ? .gitMissing : .failed(command: "start", reason: "\(error)")
    }

    init(writingTo folder: String, code: Int32) {
        switch code {
        case ENOSPC, EDQUOT: self = .diskFull(folder)
        default: self = .notWritable(folder)
        }
    }

    /// The line that says most: git's last, unless that only says that the other side has hung up.
    private static func telling(_ lines: [String], _ spoken: [String]) -> String {
        let last = spoken.last ?? lines.last ?? "it gave no reason"
        guard last.contains(hungUp), let place = lines.firstIndex(of: last), place > 0 else { return last }
        return lines[place - 1]
    }

    private static let hungUp = "Could not read from remote repository"

    /// A line without a user name or password in the URLs that it cites.
    static func redacted(_ text: String) -> String {
        text.replacing(#/([A-Za-z][A-Za-z0-9+.\-]*:\/\/)[^\/@\s'"]*@/#) { String($0.output.1) }
    }

    private static func plain(_ line: String) -> String {
        var line = Substring(line)
        for prefix in ["fatal: ", "error: "] where line.hasPrefix(prefix) { line = line.dropFirst(prefix.count) }
        while line.last == "." { line = line.dropLast() }
        return String(line)
    }

    private static func isDamage(_ line: String) -> Bool {
        !line.contains(hungUp)
            && [
                "unable to read", "missing blob", "missing tree", "missing commit", "bad object", "is corrupt",
                "corrupt ",
                "Could not read", "could not parse commit", "unable to parse", "inflate", "bad tree",
                "failed to traverse",
                "not a valid object", "cannot be accessed", "does not match index", "unable to unpack", "hash mismatch",
                "unexpected object", "too-short tree", "malformed mode", "cannot read object", "could not get object",
                "missing object", "packfile", "is too small", "bad tag", "Failed to traverse",
            ].contains { line.contains($0) }
    }

    private static func objectName(in line: String) -> String? {
        line.firstMatch(of: #/\b(?:[0-9a-f]{64}|[0-9a-f]{40})\b/#).map { String($0.output) }
    }

    static func firstQuoted(in line: String) -> String? {
        line.firstMatch(of: #/'([^']*)'/#).map { String($0.output.1) }
    }
}
