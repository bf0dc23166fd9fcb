import Records

/// The way through what one process of git's log prints, portion by portion and batch by batch.
struct LogWalk {
    /// Takes what there is, whenever a portion or a batch of it is complete; true for a batch.
    typealias Put = (inout LogDraft, Bool) throws -> Void

    private let attributes: Attributes?
    private let largest: Int
    private let put: Put
    private var parser = LogParser()
    private var draft: LogDraft
    /// Commits in the batch at hand.
    private var size: Int

    /// - Parameter firstBatch: commits in the first batch; every other may hold a quarter more than the one before.
    init(_ reading: GitReading, attributes: Attributes?, firstBatch: Int, put: @escaping Put) {
        self.attributes = attributes
        self.put = put
        largest = reading.commitsPerBatch
        size = min(firstBatch, largest)
        draft = LogDraft(attributes: attributes)
    }

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
        if !draft.commits.isEmpty { try put(&draft, true) }
    }
}
