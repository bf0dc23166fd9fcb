import Records

/// What git's log is asked for.
extension HistoryReader {
    var arguments: [String] {
        [
            "log", "-z", "--raw", "--no-abbrev", reading.followsRenames ? "-M" : "--no-renames", "--encoding=UTF-8",
            "--date=raw", "--no-color", "--no-ext-diff", "--no-textconv", "--no-notes", "--no-decorate", "--no-mailmap",
            LogParser.format,
        ] + (reading.only == nil ? [] : ["--no-walk=unsorted"])
            + (reading.excluding.isEmpty ? [] : ["--ignore-missing"])
            + (skipping == 0 ? [] : ["--skip=\(skipping)"]) + ["--stdin"]
    }

    /// What `--stdin` gets: where to begin, and where to stop.
    var revisions: [UInt8] {
        let names = reading.only.map { $0.map(\.hex) } ?? [start.hex] + reading.excluding.map { "^" + $0.hex }
        return Array((names.joined(separator: "\n") + "\n").utf8)
    }
}
