import Records

/// Counts the lines of loaded changes, and puts the counts into their batch when that is complete.
struct ChangeCounting: ~Copyable {
    private var counter = LineCounter()
    private var counts: [Count] = []

    private struct Count {
        var counting: FileChange.Counting
        var added: Int32 = 0
        var deleted: Int32 = 0
    }

    init() {}

    mutating func run(from portions: Handover<LoadedPortion>, to batches: Handover<History>) throws {
        while let portion = portions.take() {
            for (old, new) in portion.sides { counts.append(count(old, new)) }
            guard let draft = portion.finished else { continue }
            try batches.put(fill(draft))
            counts.removeAll(keepingCapacity: true)
        }
    }

    private func fill(_ draft: LogDraft) -> History {
        var history = draft.fragment
        for (place, count) in counts.enumerated() {
            history.changes[place].counting = count.counting
            history.changes[place].added = count.added
            history.changes[place].deleted = count.deleted
        }
        return history
    }

    private mutating func count(_ old: BlobContent, _ new: BlobContent) -> Count {
        switch (old, new) {
        case (.missing, _), (_, .missing): Count(counting: .missing)
        case (.binary, _), (_, .binary): Count(counting: .binary)
        default: countLines(old.bytes, new.bytes)
        }
    }

    private mutating func countLines(_ old: [UInt8], _ new: [UInt8]) -> Count {
        let (added, deleted) = old.withUnsafeBytes { oldBytes in
            new.withUnsafeBytes { counter.count(old: oldBytes, new: $0) }
        }
        return Count(counting: .lines, added: Int32(clamping: added), deleted: Int32(clamping: deleted))
    }
}
