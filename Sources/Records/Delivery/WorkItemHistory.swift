/// A stretch of time in which a field of a work item had a value.
package struct FieldSpan: Codable, Hashable, Sendable {
    package var workItem: RecordKey
    /// As the tracker wrote it; nil where it was empty.
    package var value: String?
    package var from: Int64
    /// Nil while it lasts.
    package var until: Int64?

    package init(workItem: RecordKey, value: String?, from: Int64, until: Int64?) {
        self.workItem = workItem
        self.value = value
        self.from = from
        self.until = until
    }
}

extension WorkItem {
    /// How a field stood over time, worked out from what changed.
    ///
    /// A field of one value, such as the state, is accounted for at every moment since the item was made: each change ends
    /// one span and begins the next, and what was before the first change is what that change says it was. A field of
    /// several values, such as the assignees, has a span for each of them and none while there is nobody.
    ///
    /// - Parameters:
    ///   - changes: of any fields and items, in any order; others are passed over.
    ///   - current: how the field stands now. Counts where no change tells of it.
    /// - Returns: by time, then by value.
    package func spans(
        of field: WorkItemChange.Field, in changes: [WorkItemChange], current: [String] = []
    ) -> [FieldSpan] {
        let own = changes.filter { $0.workItem == key && $0.field == field }.sorted(by: WorkItemChange.isBefore)
        let spans = field.hasSeveral ? several(own, current) : one(own, current.first)
        return spans.sorted {
            ($0.from, $0.until ?? .max, $0.value ?? "") < ($1.from, $1.until ?? .max, $1.value ?? "")
        }
    }

    private func one(_ changes: [WorkItemChange], _ current: String?) -> [FieldSpan] {
        var spans = [
            FieldSpan(
                workItem: key, value: changes.isEmpty ? current?.nonEmpty : changes[0].from?.nonEmpty, from: createdAt,
                until: nil)
        ]
        for change in chained(changes) {
            spans[spans.count - 1].until = change.at
            spans.append(FieldSpan(workItem: key, value: change.to?.nonEmpty, from: change.at, until: nil))
        }
        return spans
    }

    /// Of changes at one moment the one comes first that begins where the last ended.
    private func chained(_ changes: [WorkItemChange]) -> [WorkItemChange] {
        var rest = changes[...]
        var chain: [WorkItemChange] = []
        while let first = rest.first {
            let tied = rest.prefix { $0.at == first.at }
            let next = tied.firstIndex { $0.from?.nonEmpty == (chain.last?.to ?? first.from)?.nonEmpty }
            chain.append(rest.remove(at: next ?? rest.startIndex))
        }
        return chain
    }

    private func several(_ changes: [WorkItemChange], _ current: [String]) -> [FieldSpan] {
        var spans: [FieldSpan] = []
        var open: [String: Int64] = [:]
        for value in atFirst(changes, current) { open[value] = createdAt }
        for change in changes {
            let from = change.from?.values ?? []
            let to = change.to?.values ?? []
            for value in from where !to.contains(value) {
                guard let start = open.removeValue(forKey: value) else { continue }
                spans.append(FieldSpan(workItem: key, value: value, from: start, until: change.at))
            }
            for value in to where open[value] == nil { open[value] = change.at }
        }
        return spans + open.map { FieldSpan(workItem: key, value: $0, from: $1, until: nil) }
    }

    /// What was there when the item was made: what a change takes away before any gave it, and what stands now though no
    /// change speaks of it.
    private func atFirst(_ changes: [WorkItemChange], _ current: [String]) -> Set<String> {
        var atFirst: Set<String> = []
        var mentioned: Set<String> = []
        for change in changes {
            for value in change.from?.values ?? [] where mentioned.insert(value).inserted { atFirst.insert(value) }
            mentioned.formUnion(change.to?.values ?? [])
        }
        return atFirst.union(current.filter { !$0.isEmpty && !mentioned.contains($0) })
    }
}

extension WorkItemChange {
    /// By time, then by key, so that any order of reading gives one order.
    package static func isBefore(_ one: WorkItemChange, _ other: WorkItemChange) -> Bool {
        one.at != other.at ? one.at < other.at : one.key < other.key
    }
}

extension WorkItemChange.Field {
    /// Whether an item can have several at once; trackers then write them with commas.
    package var hasSeveral: Bool {
        switch self {
        case .assignee, .label, .sprint: true
        case .state, .estimate, .kind, .priority, .parent, .other: false
        }
    }
}

extension String {
    var nonEmpty: String? { isEmpty ? nil : self }

    fileprivate var values: [String] {
        split(separator: ",").map { part in
            let start = part.drop { $0 == " " }
            return String(start.reversed().drop { $0 == " " }.reversed())
        }.filter { !$0.isEmpty }
    }
}
