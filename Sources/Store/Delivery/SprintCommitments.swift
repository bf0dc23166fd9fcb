import Records

extension Connection {
    /// Writes down what was taken on for each sprint whose planning has just ended. What is written is never changed.
    ///
    /// A sprint that was running for longer before anybody looked gets none: what is in it by then is not what was planned.
    ///
    /// - Parameter now: seconds since 1970.
    /// - Returns: how many were written.
    @discardableResult
    package func freezeSprints(at now: Int64) throws -> Int {
        let due = try unfrozenSprints(at: now)
        for (sprint, moment) in due { try freeze(sprint, at: moment, now) }
        if !due.isEmpty { try noteDeliveryChange(.records) }
        return due.count
    }

    /// Whether `freezeSprints` would write anything.
    package func hasSprintsToFreeze(at now: Int64) throws -> Bool { try !unfrozenSprints(at: now).isEmpty }

    private func unfrozenSprints(at now: Int64) throws -> [(Sprint, Int64)] {
        let earliest = now - SprintCommitment.latest - Timeframe.day
        return try stored(
            Sprint.self,
            where: """
                t.start_at BETWEEN \(Moment.milliseconds(earliest)) AND \(Moment.milliseconds(now))
                    AND t.state = \(Sprint.State.active.rawValue)
                    AND NOT EXISTS (SELECT 1 FROM sprint_commitment c WHERE c.sprint = t.record)
                """
        ).compactMap { sprint in
            guard let moment = sprint.planningEnd, sprint.over.map({ now < $0 }) ?? true else { return nil }
            return SprintCommitment.noting(moment).contains(now) ? (sprint, moment) : nil
        }
    }

    /// Writes down what was in a sprint at a moment; it must not have been written down before.
    ///
    /// - Parameters:
    ///   - moment: when planning ended.
    ///   - now: when it is written down. Both in seconds since 1970.
    package func freeze(_ sprint: Sprint, at moment: Int64, _ now: Int64) throws {
        var known = try intern([sprint.key])
        let number = try known.number(sprint.key)
        // In it now, or taken out since.
        let items = try stored(
            WorkItem.self, omitting: ["body"],
            where: """
                t.kind <> \(WorkItem.Kind.epic.rawValue)
                    AND t.created_at <= \(Moment.milliseconds(moment))
                    AND (t.closed_at IS NULL OR t.closed_at >= \(Moment.milliseconds(sprint.startAt ?? moment)))
                    AND (t.sprint = \(number) OR t.milestone = \(sprint.name)
                        OR EXISTS (
                            SELECT 1 FROM work_item_change c WHERE c.work_item = t.record
                                AND c.field = \(WorkItemChange.Field.sprint.rawValue)
                                AND c.at >= \(Moment.milliseconds(moment))))
                """, &known)
        let changes = try ofEach(
            WorkItemChange.self, "work_item", items.compactMap { known[$0.key] }, &known, remembering: false)
        let commitment = SprintCommitment(
            of: sprint, at: moment, items: items, changes: Dictionary(grouping: changes, by: \.workItem), isOwn: true)
        try run("INSERT INTO sprint_commitment (sprint, taken_at, noted_at) VALUES (\(number), \(moment), \(now))")
        let containers = Dictionary(items.map { ($0.key, $0.container) }) { first, _ in first }
        let places = try numbers(of: Set(containers.values.compactMap(\.self)))
        try insert(into: "sprint_commitment_item", ["sprint", "work_item", "container", "estimate"]) { writer in
            for item in commitment.items {
                try writer.add(number)
                try writer.add(try known.number(item.workItem))
                try writer.add(containers[item.workItem].flatMap(\.self).flatMap { places[$0] })
                if let estimate = item.estimate { try writer.add(estimate) } else { try writer.addNull() }
                try writer.endRow()
            }
        }
    }

    /// What was written down for sprints.
    ///
    /// - Parameter isWanted: of items, by the item's key and that of where it was kept.
    package func sprintCommitments(
        of sprints: [RecordKey], where isWanted: (RecordKey, RecordKey?) -> Bool = { _, _ in true }
    ) throws -> [SprintCommitment] {
        var known = try numbers(of: sprints)
        let numbers = sprints.compactMap { known[$0] }.sorted()
        if numbers.isEmpty { return [] }
        var rows: [Int64: [(item: Int64, container: Int64?, estimate: Double?)]] = [:]
        try each(
            """
            SELECT sprint, work_item, container, estimate FROM sprint_commitment_item WHERE sprint IN \(list: numbers)
            """
        ) { rows[try $0.get(0), default: []].append((try $0.get(1), try $0.get(2), try $0.get(3))) }
        try addKeys(of: rows.values.joined().flatMap { [$0.item, $0.container].compactMap(\.self) }, to: &known)
        let taken = try self.rows("SELECT sprint, taken_at FROM sprint_commitment WHERE sprint IN \(list: numbers)") {
            (try $0.get(0, as: Int64.self), try $0.get(1, as: Int64.self))
        }
        return try taken.map { number, takenAt in
            let items = try (rows[number] ?? []).compactMap { row -> SprintCommitment.Item? in
                let key = try known.key(row.item)
                return isWanted(key, try row.container.map(known.key)) ? .init(key, estimate: row.estimate) : nil
            }
            return SprintCommitment(
                sprint: try known.key(number), takenAt: takenAt, items: items.sorted { $0.workItem < $1.workItem })
        }.sorted { $0.sprint < $1.sprint }
    }
}
