import Records

/// What was changed in one go: all that one person committed within a day of their own clock.
///
/// A pull request would be better (HANDBOOK B5); git alone does not know it. All history up to the end of the
/// timeframe counts, without bulk commits.
struct ChangeSets {
    /// Places in the source files, each once in a set. Sets with too many files for `CoChange` are not here.
    private(set) var sets: [[Int32]] = []
    private(set) var tooWide = 0
    let leftOut: CommitFilter.LeftOut

    private struct Key: Hashable {
        let author: Int32
        let day: Int64
    }

    init(_ evidence: Evidence, _ source: SourceFiles) {
        let most = CoChange.Limits().members
        var placeOfKey: [Key: Int] = [:]
        var gathered: [[Int32]] = []
        leftOut = CommitFilter(dropsBulk: true).visit(evidence, source) { commit, people, touches in
            guard let author = people.first else { return }
            let local = commit.authored.seconds + 60 * Int64(commit.authored.offset)
            // Rounds down also before 1970.
            let day = (local - (local % Timeframe.day + Timeframe.day) % Timeframe.day) / Timeframe.day
            let key = Key(author: author, day: day)
            let place = placeOfKey[key] ?? gathered.count
            if place == gathered.count {
                placeOfKey[key] = place
                gathered.append([])
            }
            for touch in touches where gathered[place].count <= most {
                if !gathered[place].contains(Int32(touch.file)) { gathered[place].append(Int32(touch.file)) }
            }
        }
        sets = gathered.filter { $0.count <= most }
        tooWide = gathered.count - sets.count
    }

    var exclusions: [Measurement.Exclusion] {
        let list = leftOut.exclusions
        return tooWide == 0 ? list : list + [.init("change sets with more than 30 files", count: tooWide)]
    }
}
