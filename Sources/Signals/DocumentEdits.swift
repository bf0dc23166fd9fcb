import Records

/// When each document was last verified by an edit, and what happened to its code since.
struct DocumentEdits {
    /// For every document, seconds since 1970 of the last edit that was more than a typo.
    private(set) var verifiedAt: [Int64?]
    /// For every set of links, when commits touched one of its files, oldest first.
    private var touches: [[Int64]] = []
    private var breaks: [[Int64]] = []
    private var setOfDocument: [Int]

    /// Documents that link to the same files share one set, so that it is counted once.
    init(_ evidence: Evidence, _ documents: [Snapshot.File], links: [[String]]) {
        let lives = Self.lives(evidence, Set(documents.map(\.path)).union(links.joined()))
        var documentOfLife: [Int32: Int] = [:]
        for (place, document) in documents.enumerated() {
            if let life = lives[document.path] { documentOfLife[life] = place }
        }
        var sets: [[String]: Int] = [:]
        var setsOfLife: [Int32: [Int]] = [:]
        setOfDocument = links.map { paths in
            if let known = sets[paths] { return known }
            let place = sets.count
            sets[paths] = place
            for life in paths.compactMap({ lives[$0] }) { setsOfLife[life, default: []].append(place) }
            return place
        }
        verifiedAt = [Int64?](repeating: nil, count: documents.count)
        touches = [[Int64]](repeating: [], count: sets.count)
        breaks = touches
        walk(evidence, documents, documentOfLife, setsOfLife)
    }

    private static func lives(_ evidence: Evidence, _ wanted: Set<String>) -> [String: Int32] {
        var lives: [String: Int32] = [:]
        for (path, life) in evidence.lineage.fileAtPath {
            let path = evidence.history.paths[Int(path)]
            if wanted.contains(path) { lives[path] = life }
        }
        return lives
    }

    private mutating func walk(
        _ evidence: Evidence, _ documents: [Snapshot.File], _ documentOfLife: [Int32: Int],
        _ setsOfLife: [Int32: [Int]]
    ) {
        let ignored = evidence.snapshot.ignoredRevisions
        let credits = Credits(evidence.identities)
        var interests = [Bool](repeating: false, count: evidence.lineage.fileCount)
        for life in documentOfLife.keys { interests[Int(life)] = true }
        for life in setsOfLife.keys { interests[Int(life)] = true }
        var touched: Set<Int> = []
        for commit in evidence.history.commits where !commit.isMerge {
            let at = commit.committed.seconds
            guard at < evidence.timeframe.end, !ignored.contains(commit.id) else { continue }
            touched.removeAll(keepingCapacity: true)
            for place in Int(commit.changes.lowerBound)..<Int(commit.changes.upperBound) {
                let life = evidence.lineage.fileOfChange[place]
                guard interests[Int(life)] else { continue }
                touched.formUnion(setsOfLife[life] ?? [])
                guard let document = documentOfLife[life] else { continue }
                let change = evidence.history.changes[place]
                if change.verifies(documents[document]), !credits.people(of: commit).isEmpty {
                    verifiedAt[document] = max(verifiedAt[document] ?? .min, at)
                }
            }
            for set in touched {
                touches[set].append(at)
                if commit.isMarkedBreaking { breaks[set].append(at) }
            }
        }
        for set in touches.indices { touches[set].sort() }
    }

    /// Commits to a document's links after it was verified; none where it never was.
    func since(_ document: Int) -> (commits: Int, breaking: Int) {
        guard let verified = verifiedAt[document] else { return (0, 0) }
        let times = touches[setOfDocument[document]]
        var low = 0
        var high = times.count
        while low < high {
            let middle = (low + high) / 2
            if times[middle] <= verified { low = middle + 1 } else { high = middle }
        }
        return (times.count - low, breaks[setOfDocument[document]].count { $0 > verified })
    }
}

extension FileChange {
    /// Whether somebody will have read the document for it: it was written, or changed by more than a typo, which is
    /// at most three lines that are under 5 % of it.
    fileprivate func verifies(_ document: Snapshot.File) -> Bool {
        if kind == .added || kind == .copied { return true }
        // A binary or uncounted change may be of any size; a mere rename or change of mode is none.
        if counting != .lines { return kind != .renamed && kind != .typeChanged }
        let changed = Int(max(added, deleted))
        return changed > 3 || changed > 0 && changed * 20 >= document.lines
    }
}

extension Commit {
    /// By the convention of an exclamation mark before the colon: "feat(api)!: drop v1".
    fileprivate var isMarkedBreaking: Bool {
        guard let colon = subject.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let type = subject[..<colon]
        return type.hasSuffix("!") && type.first?.isLetter == true && !type.contains(" ")
    }
}
