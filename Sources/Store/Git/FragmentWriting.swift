import Records

/// The rows of one fragment's new commits.
struct FragmentWriting {
    let fragment: History
    /// Places in the fragment, numbered in this order from `first` on.
    let commits: [Int]
    let first: Int32
    let repository: Int32
    let names: FragmentNames

    func write(to connection: any Connection) throws {
        try writeCommits(connection)
        try writeParents(connection)
        try writeTrailers(connection)
        try writeChanges(connection)
    }

    private func writeCommits(_ connection: any Connection) throws {
        try connection.insert(
            into: "git_commit",
            [
                "repository", "number", "id", "author", "authored_at", "authored_offset", "committer", "committed_at",
                "committed_offset", "subject",
            ]
        ) { writer in
            for (number, commit) in numbered {
                try writer.add(repository)
                try writer.add(number)
                try commit.id.withBytes { try writer.add($0) }
                try writer.add(names.signatures[Int(commit.author)])
                try writer.add(commit.authored)
                try writer.add(names.signatures[Int(commit.committer)])
                try writer.add(commit.committed)
                try writer.add(commit.subject)
                try writer.endRow()
            }
        }
    }

    private func writeParents(_ connection: any Connection) throws {
        try connection.insert(into: "commit_parent", ["repository", "git_commit", "place", "parent"]) { writer in
            for (number, commit) in numbered {
                for (place, parent) in commit.parents.enumerated() {
                    try writer.add(repository)
                    try writer.add(number)
                    try writer.add(place)
                    try parent.withBytes { try writer.add($0) }
                    try writer.endRow()
                }
            }
        }
    }

    private func writeTrailers(_ connection: any Connection) throws {
        try connection.insert(into: "trailer", ["repository", "git_commit", "place", "kind", "signature"]) { writer in
            for (number, commit) in numbered {
                for (place, trailer) in commit.trailers.enumerated() {
                    try writer.add(repository)
                    try writer.add(number)
                    try writer.add(place)
                    try writer.add(trailer.kind.rawValue)
                    try writer.add(names.signatures[Int(trailer.signature)])
                    try writer.endRow()
                }
            }
        }
    }

    private func writeChanges(_ connection: any Connection) throws {
        try connection.insert(
            into: "file_change",
            ["repository", "git_commit", "path", "old_path", "kind", "mode", "added", "deleted", "uncounted"]
        ) { writer in
            for (number, commit) in numbered {
                // In the order of the key, which appends; and a damaged tree may name a path twice.
                var last: Int32?
                let changes = fragment.changes(of: commit).map { (path: names.paths[Int($0.path)], change: $0) }
                for (path, change) in changes.sorted(by: { $0.path < $1.path }) where path != last {
                    last = path
                    try writer.add(repository)
                    try writer.add(number)
                    try writer.add(path)
                    try write(change, to: writer)
                    try writer.endRow()
                }
            }
        }
    }

    private func write(_ change: FileChange, to writer: any BulkWriter) throws {
        try writer.add(change.oldPath.map { names.paths[Int($0)] })
        try writer.add(change.kind.rawValue)
        try writer.add(change.mode.number)
        if change.counting == .lines {
            try writer.add(change.added)
            try writer.add(change.deleted)
            try writer.addNull()
        } else {
            try writer.addNull()
            try writer.addNull()
            try writer.add(change.counting.rawValue)
        }
    }

    private var numbered: some Sequence<(Int32, Commit)> {
        commits.lazy.enumerated().map { (first + Int32($0.offset), fragment.commits[$0.element]) }
    }
}

extension BulkWriter {
    /// As two columns: milliseconds and offset.
    fileprivate func add(_ moment: Moment) throws {
        try add(moment.milliseconds)
        try add(moment.offset)
    }
}

extension Moment {
    /// Instants are milliseconds in the database. Git's own seconds may be anything that fits in 64 bits; what does not
    /// fit after that is as far away as it gets.
    var milliseconds: Int64 { Self.milliseconds(seconds) }

    static func milliseconds(_ seconds: Int64) -> Int64 {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        return overflow ? (seconds < 0 ? .min / 1000 : .max / 1000) * 1000 : product
    }
}

extension FileMode {
    /// The octal digits as git prints them, read as a decimal number.
    var number: Int {
        switch self {
        case .regular: 100644
        case .executable: 100755
        case .symbolicLink: 120000
        case .submodule: 160000
        }
    }

    init?(number: Int) {
        switch number {
        case 100644: self = .regular
        case 100755: self = .executable
        case 120000: self = .symbolicLink
        case 160000: self = .submodule
        default: return nil
        }
    }
}
