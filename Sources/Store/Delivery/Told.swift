import Records

/// What a source said, word for word, and what it was asked.
package struct RawAnswer: Hashable, Sendable {
    /// One of the categories of the source's kind.
    package var category: String
    /// What was asked for or what was sent: an address, a delivery's id.
    package var key: String
    package var body: [UInt8]
    /// Milliseconds since 1970.
    package var receivedAt: Int64

    package init(category: String, key: String, body: [UInt8], receivedAt: Int64) {
        self.category = category
        self.key = key
        self.body = body
        self.receivedAt = receivedAt
    }
}

/// An answer and the records that it maps to.
package struct Told: Sendable {
    package var records: [Record]
    /// Without the personal fields that no signal needs; nil where there is no answer to keep.
    package var raw: RawAnswer?
    /// Milliseconds since 1970. By this the later of two tellings is known where the source itself says nothing.
    package var at: Int64
    /// What whoever looks after the connection should know although all is well: that an event is new to us.
    package var note: String?
    /// The build, job or test run that test results, coverage and findings belong to.
    package var run: RecordKey?

    package init(_ records: [Record], raw: RawAnswer, run: RecordKey? = nil) {
        self.records = records
        self.raw = raw
        self.run = run
        at = raw.receivedAt
    }

    package init(_ records: [Record], at: Int64, run: RecordKey? = nil) {
        self.records = records
        self.at = at
        self.run = run
    }
}

/// What a save changed.
package struct Saved: Sendable {
    /// Records that stand otherwise than before, new ones included.
    package var changed: Set<RecordKey> = []
    /// Pull requests and work items that they belong to, for whom numbers have to be worked out anew.
    package var subjects: Set<RecordKey> = []
    /// Incidents that nobody had told of, and deployments that are known to be finished since.
    package var recorded: Set<RecordKey> = []
    /// Incidents that are known to be over since.
    package var resolved: Set<RecordKey> = []

    mutating func add(_ other: Saved) {
        changed.formUnion(other.changed)
        subjects.formUnion(other.subjects)
        recorded.formUnion(other.recorded)
        resolved.formUnion(other.resolved)
    }
}
