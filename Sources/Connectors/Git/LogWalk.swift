import Records

/// The way through what git's log prints, portion by portion and batch by batch.
///
/// A value, so that the log of one process can be followed by that of another.
struct LogWalk: Sendable {
    /// Takes what there is, whenever a portion or a batch of it is complete; true for a batch.
    typealias Put = @Sendable (inout LogDraft, Bool) throws -> Void

    private let attributes: Attributes?
    private let largest: Int
    private let put: Put
    private var parser = LogParser()
    private var draft: LogDraft
    /// Commits in the batch at hand.
    private var size: Int

    /// Commits in the first batch; every other may hold a quarter more than the one before. Whoever saves them begins early,
    /// and has a fifth of a short history left to do at its end.
    private static let firstBatch = 64

    init(_ reading: GitReading, attributes: Attributes?, put: @escaping Put) {
        self.attributes = attributes
        self.put = put
        largest = reading.commitsPerBatch
        size = min(Self.firstBatch, largest)
        draft = LogDraft(attributes: attributes)
    }

    /// Reads to the end of what one process prints. What it leaves of a batch waits for the next, or for `finish`.
    mutating func follow(_ reader: inout ByteReader) throws {
        while try parser.next(from: &reader, into: &draft) {
            let isComplete = draft.commits.count >= size || draft.changes.count >= 100_000
            if !isComplete, draft.contents.count < BlobReader.portion { continue }
            try put(&draft, isComplete)
            if isComplete {
                draft = LogDraft(attributes: attributes)
                size = min(size + max(size / 4, 1), largest)
            }
        }
    }

    mutating func finish() throws {
        if !draft.commits.isEmpty { try put(&draft, true) }
    }
}
