import Records

/// What can go wrong between us and a repository, each with a sentence that says what to do.
package enum GitTrouble: Error, Hashable, Sendable {
    case gitMissing
    case gitTooOld(found: String)
    case notFound(String)
    case notARepository(String)
    /// Git refuses a clone that belongs to somebody else.
    case dubiousOwnership(String)
    case notUnderstood(String)
    /// - Parameter host: never with a user name or a password.
    case cloneFailed(host: String, reason: String)
    case unknownRevision(String)
    /// An object that everything else needs is absent, or its bytes are not what its name says.
    case damaged(object: String?, reason: String)
    case diskFull(String)
    case notWritable(String)
    /// Git said no, for a reason that we have no better words for.
    case failed(command: String, reason: String)
    /// Git's answer ended early, or was none that we understand.
    case garbled(String)
}

extension GitTrouble: CustomStringConvertible {
    package var description: String {
        switch self {
        case .gitMissing:
            "The git program was not found. Install git 2.30 or newer, for example with `apt-get install git`."
        case .gitTooOld(let found):
            "This git is version \(found); 2.30 or newer is needed. Install a newer git."
        case .notFound(let path):
            "There is no folder at \(path). Check the path for a slip of the pen."
        case .notARepository(let path):
            "\(path) is not a git repository, nor inside one. Give the path of a clone, or run `git init` there first."
        case .dubiousOwnership(let path):
            "\(path) belongs to another user, so git does not trust it. If you do, run: "
                + "git config --global --add safe.directory \(Self.quoted(path))"
        case .notUnderstood(let location):
            "\"\(location)\" is neither a path nor a git URL. "
                + "Give a folder, or a URL that begins with https://, ssh:// or file://."
        case .cloneFailed(let host, let reason):
            "Cloning from \(host) failed: \(reason). Check the address and that this machine may read it with plain git."
        case .unknownRevision(let revision):
            "\"\(revision)\" names no commit in this repository. Give a branch, a tag or a commit id that it has."
        case .damaged(let object, let reason):
            "The repository is damaged" + (object.map { " at object \($0)" } ?? "") + ": \(reason). "
                + "Run `git fsck` there, or clone it again."
        case .diskFull(let place):
            "The disk is full at \(place). Make room there and run this again."
        case .notWritable(let place):
            "Nothing can be written to \(place). Give this user the right to, or choose another folder."
        case .failed(let command, let reason):
            "git \(command) failed: \(reason)."
        case .garbled(let command):
            "The answer of git \(command) ended early or was not understood. Run this again; if it stays, check the clone with `git fsck`."
        }
    }

    /// For a shell, so that the command we recommend can be pasted as it stands.
    private static func quoted(_ path: String) -> String {
        path.allSatisfy { $0.isLetter || $0.isNumber || "/._-+".contains($0) }
            ? path : "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
