import Records

/// What git's log is asked for.
extension HistoryReader {
    /// - Parameter part: options that choose a part of the walk.
    func arguments(_ part: [String] = []) -> [String] {
        [
            "log", "-z", "--raw", "--no-abbrev", reading.followsRenames ? "-M" : "--no-renames", "--encoding=UTF-8",
            "--date=raw", "--no-color", "--no-ext-diff", "--no-textconv", "--no-notes", "--no-decorate", "--no-mailmap",
            LogParser.format,
        ] + (reading.only == nil ? [] : ["--no-walk=unsorted"])
            + (reading.excluding.isEmpty ? [] : ["--ignore-missing"])
            + (skipping == 0 ? [] : ["--skip=\(skipping)"]) + part + ["--stdin"]
    }

    /// What `--stdin` gets: where to begin, and where to stop.
    var revisions: [UInt8] {
        let names = reading.only.map { $0.map(\.hex) } ?? [start.hex] + reading.excluding.map { "^" + $0.hex }
        return Array((names.joined(separator: "\n") + "\n").utf8)
    }

    /// Runs git's log and puts what it prints, in order.
    func log(_ put: @escaping LogWalk.Put) async throws {
        let isWhole = reading.only == nil && reading.excluding.isEmpty && skipping == 0
        guard isWhole else { return try await follow(put) }
        try await followInTwo(put)
    }

    private func follow(_ put: @escaping LogWalk.Put) async throws {
        try await shadow.process.stream(arguments(), input: revisions) { reader in
            var walk = try beginWalk(put)
            try walk.follow(&reader)
            try walk.finish()
        }
    }

    /// How many commits the first of two processes prints. The second passes over as many, which costs a third of printing
    /// them: both end at the same time on a history of a thousand, and a long one loses nothing that could be measured.
    private static let newest = 500

    /// Two processes, so that a short history is not over before the second core has begun.
    ///
    /// The second is read when the first has ended well, so that what was put is always the front of the history.
    private func followInTwo(_ put: @escaping LogWalk.Put) async throws {
        let halfway = Handover<LogWalk>(capacity: 1)
        async let rest: Void = shadow.process.stream(arguments(["--skip=\(Self.newest)"]), input: revisions) { reader in
            guard var walk = halfway.take() else { return }
            try walk.follow(&reader)
            try walk.finish()
        }
        do {
            defer { halfway.finish() }
            let front = try await shadow.process.stream(
                arguments(["--max-count=\(Self.newest)"]), input: revisions
            ) { reader in
                var walk = try beginWalk(put)
                try walk.follow(&reader)
                return walk
            }
            try halfway.put(front)
        }
        try await rest
    }
}
