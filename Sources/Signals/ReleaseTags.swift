import Records

/// The tags that stand for a release: those in the history of the head, made before the end of the timeframe.
struct ReleaseTags {
    struct Release: Hashable {
        var name: String
        var commit: ObjectID
        /// Seconds since 1970.
        var at: Int64
    }

    /// Oldest first.
    private(set) var releases: [Release] = []
    /// Tags in the history within the timeframe, before those for the same thing are put together.
    private(set) var found = 0
    private var elsewhere = 0
    private var later = 0
    private var impossible = 0

    init(_ evidence: Evidence) {
        let committed = Dictionary(evidence.history.commits.map { ($0.id, $0.committed.seconds) }) { first, _ in first }
        var known: [Release] = []
        for tag in evidence.tags {
            // Nothing is tagged before it was written, whatever the tagger's clock said.
            guard let written = committed[tag.commit] else {
                elsewhere += 1
                continue
            }
            let at = max(tag.at.seconds, written)
            if at >= evidence.timeframe.end {
                later += 1
            } else if at < 0 {
                impossible += 1
            } else if at >= evidence.timeframe.start ?? 0 {
                known.append(Release(name: tag.name, commit: tag.commit, at: at))
            }
        }
        found = known.count
        releases = Self.together(known)
    }

    /// Tags of one commit on one day are one release: v1, v1.4 and v1.4.2. It bears the name that says most.
    private static func together(_ tags: [Release]) -> [Release] {
        struct Key: Hashable {
            var commit: ObjectID
            var day: CivilDay
        }
        return Dictionary(grouping: tags) { Key(commit: $0.commit, day: CivilDay($0.at)) }.values
            .compactMap { same in
                same.max { telling($0) < telling($1) }.map { best in
                    Release(name: best.name, commit: best.commit, at: same.map(\.at).min() ?? best.at)
                }
            }
            .sorted { ($0.at, $0.name) < ($1.at, $1.name) }
    }

    private static func telling(_ tag: Release) -> (Int, Int, String) {
        (tag.name.contains(where: \.isNumber) ? 1 : 0, tag.name.count, tag.name)
    }

    /// Days between one release and the next.
    var gaps: [Double] {
        zip(releases.dropFirst(), releases).map { Double($0.at - $1.at) / Double(Timeframe.day) }
    }

    /// Oldest first.
    var details: [ReleaseCadenceDetails.Release] {
        zip(releases, [nil] + gaps.map(Optional.init)).map { release, gap in
            .init(name: release.name, at: release.at, commit: release.commit.hex, daysSincePrevious: gap)
        }
    }

    var exclusions: [Measurement.Exclusion] {
        [
            ("tags outside the history of the head", elsewhere), ("tags made after the end of the timeframe", later),
            ("tags dated before 1970", impossible),
            ("further tags for a release on the same commit and day", found - releases.count),
        ].filter { $0.1 > 0 }.map { .init($0.0, count: $0.1) }
    }
}
