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

    /// Puts what a portion of the log comes to; true where it ends a batch.
    typealias Pass<Element: Sendable> = @Sendable (inout LogDraft, Bool, Handover<Element>) throws -> Void

    /// Runs git's log and passes on what it prints, in order.
    func log<Element>(to next: Handover<Element>, _ pass: @escaping Pass<Element>) async throws {
        let isWhole = reading.only == nil && reading.excluding.isEmpty && skipping == 0
        guard isWhole else { return try await follow(to: next, pass) }
        try await followInTwo(to: next, pass)
    }

    /// Whoever saves the batches begins early, and has a fifth of a short history left to do at its end.
    private func follow<Element>(
        _ part: [String] = [], firstBatch: Int = 64, to next: Handover<Element>, _ pass: @escaping Pass<Element>
    ) async throws {
        try await shadow.process.stream(arguments(part), input: revisions) { reader in
            var walk = LogWalk(reading, attributes: try attributes.value(), firstBatch: firstBatch) {
                try pass(&$0, $1, next)
            }
            try walk.follow(&reader)
        }
    }

    /// How many commits the first of two processes prints. The second passes over as many, which costs a third of printing
    /// them: both end at the same time on a history of a thousand, and a long one loses nothing that could be measured.
    private static let newest = 500

    /// Two processes, so that a short history is not over before the second core has begun.
    ///
    /// What the second prints is read too, but passed on when the first has ended well, so that what was passed on is always
    /// the front of the history.
    private func followInTwo<Element>(to next: Handover<Element>, _ pass: @escaping Pass<Element>) async throws {
        let later = Handover<Element>(capacity: 8)
        async let rest: Void = {
            defer { later.finish() }
            try await follow(["--skip=\(Self.newest)"], firstBatch: 160, to: later, pass)
        }()
        // After the above, so that it comes before the wait for it that ends this function.
        defer { later.close() }
        try await follow(["--max-count=\(Self.newest)"], to: next, pass)
        try await onThread { Result { while let element = later.take() { try next.put(element) } } }.get()
        try await rest
    }
}
