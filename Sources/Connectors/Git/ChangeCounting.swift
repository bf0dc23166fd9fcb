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

    /// Whether contents come with what they are still to be decided, because attributes have a say.
    private let decides: Bool

    init(decides: Bool) {
        self.decides = decides
    }

    mutating func run(from portions: Handover<LoadedPortion>, to batches: Handover<History>) throws {
        while let portion = portions.take() {
            for (sides, contents) in zip(portion.sides, portion.contents) {
                let old = decides ? contents.old.settled(sides.old) : sides.old
                let new = decides ? contents.new.settled(sides.new) : sides.new
                counts.append(count(old, new))
            }
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

extension ChangedContents.Side {
    /// Git asks attributes about files alone, never about links.
    private var isFile: Bool { mode == .regular || mode == .executable }

    var isBinary: Bool { isFile && attribute == .binary }

    /// The content as it counts: text that an attribute vouches for stays text.
    fileprivate func settled(_ content: BlobContent) -> BlobContent {
        guard case .bytes(let bytes) = content, attribute != .text || !isFile else { return content }
        return bytes.withUnsafeBytes(LineCounter.isBinary) ? .binary : content
    }
}
