import Records

/// What one record adds to a week of a measure: how long a pull request waited, as a number of its team in the week of its
/// opening.
package struct Fact: Hashable, Sendable {
    /// A signal's or a measure's id.
    package var measure: String
    /// Whose number it is, by a name that the caller chooses: a team, a repository.
    package var scope: String
    package var week: Week
    package var value: Int64
    package var record: RecordKey

    package init(measure: String, scope: String, week: Week, value: Int64, record: RecordKey) {
        self.measure = measure
        self.scope = scope
        self.week = week
        self.value = value
        self.record = record
    }

    /// Monday of a week, in days since 1970.
    package struct Week: Hashable, Comparable, Sendable {
        package let day: Int32

        /// - Parameter day: any of the week, in days since 1970, which was a Thursday.
        package init(day: Int32) {
            let weekday = (day + 3) % 7
            self.day = day - (weekday < 0 ? weekday + 7 : weekday)
        }

        package static func < (one: Week, other: Week) -> Bool { one.day < other.day }
    }
}

/// A week of a measure, rolled up.
package struct FactWeek: Hashable, Sendable {
    package var week: Fact.Week
    package var count: Int
    package var total: Int64
    /// By nearest rank.
    package var p50: Int64
    package var p75: Int64
    package var p90: Int64

    /// - Parameter sorted: not empty.
    package init?(_ week: Fact.Week, sorted: [Int64]) {
        guard !sorted.isEmpty else { return nil }
        func percentile(_ percent: Int) -> Int64 { sorted[(sorted.count * percent + 99) / 100 - 1] }
        self.week = week
        count = sorted.count
        total = sorted.reduce(0, &+)
        p50 = percentile(50)
        p75 = percentile(75)
        p90 = percentile(90)
    }

    fileprivate init(_ row: Row) throws {
        week = Fact.Week(day: try row.get(0))
        count = try row.get(1)
        total = try row.get(2)
        p50 = try row.get(3)
        p75 = try row.get(4)
        p90 = try row.get(5)
    }
}

extension Connection {
    /// Puts facts in place of all that were kept of some records, and rolls up the weeks that this changes. To be called in
    /// the transaction that saves the records.
    ///
    /// - Parameter records: those whose facts were worked out anew, also where there are none any more.
    package func saveFacts(_ facts: [Fact], of records: Set<RecordKey>) throws {
        let numbers = try intern(records.union(facts.map(\.record)).map(\.withoutNUL))
        let series = try internSeries(facts)
        let new = Set(
            try facts.map { fact in
                FactRow(
                    cell: Cell(series: series[Series(fact)] ?? 0, week: fact.week), value: fact.value,
                    record: try numbers.number(fact.record.withoutNUL))
            })
        let old = try factRows(of: records.compactMap { numbers[$0.withoutNUL] })
        for row in old.subtracting(new).sorted() {
            try run(
                """
                DELETE FROM fact WHERE series = \(row.cell.series) AND week = \(row.cell.week.day)
                    AND value = \(row.value) AND record = \(row.record)
                """)
        }
        try insert(into: "fact", ["series", "week", "value", "record"]) { writer in
            for row in new.subtracting(old).sorted() {
                try writer.add(row.cell.series)
                try writer.add(row.cell.week.day)
                try writer.add(row.value)
                try writer.add(row.record)
                try writer.endRow()
            }
        }
        for cell in Set(old.symmetricDifference(new).map(\.cell)).sorted() { try rollUp(cell) }
    }

    /// The weeks of a measure, from the roll-up.
    package func weeks(of measure: String, scope: String, in range: ClosedRange<Fact.Week>) throws -> [FactWeek] {
        try rows(
            """
            SELECT w.week, w.n, w.total, w.p50, w.p75, w.p90 FROM fact_series s JOIN fact_week w ON w.series = s.number
            WHERE s.measure = \(measure) AND s.scope = \(scope)
                AND w.week BETWEEN \(range.lowerBound.day) AND \(range.upperBound.day)
            ORDER BY w.week
            """
        ) { try FactWeek($0) }
    }

    /// Every value of a measure in some weeks, sorted: percentiles over several scopes or a longer time need them all,
    /// because percentiles do not add up.
    package func values(
        of measure: String, scopes: Set<String>, in range: ClosedRange<Fact.Week>
    ) throws -> [Int64] {
        if scopes.isEmpty { return [] }
        return try rows(
            """
            SELECT f.value FROM fact_series s JOIN fact f ON f.series = s.number
            WHERE s.measure = \(measure) AND s.scope IN \(list: scopes)
                AND f.week BETWEEN \(range.lowerBound.day) AND \(range.upperBound.day)
            ORDER BY f.value
            """
        ) { try $0.integer(0) }
    }

    private func rollUp(_ cell: Cell) throws {
        let sorted = try rows(
            "SELECT value FROM fact WHERE series = \(cell.series) AND week = \(cell.week.day) ORDER BY value"
        ) { try $0.integer(0) }
        guard let week = FactWeek(cell.week, sorted: sorted) else {
            try run("DELETE FROM fact_week WHERE series = \(cell.series) AND week = \(cell.week.day)")
            return
        }
        try run(
            """
            INSERT INTO fact_week (series, week, n, total, p50, p75, p90)
            VALUES (\(cell.series), \(cell.week.day), \(week.count), \(week.total), \(week.p50), \(week.p75), \(week.p90))
            ON CONFLICT (series, week) DO UPDATE SET n = excluded.n, total = excluded.total, p50 = excluded.p50,
                p75 = excluded.p75, p90 = excluded.p90
            """)
    }

    private func factRows(of records: [Int64]) throws -> Set<FactRow> {
        var found: Set<FactRow> = []
        for chunk in records.chunks(of: 256) {
            try each("SELECT series, week, value, record FROM fact WHERE record IN \(list: chunk)") { row in
                let cell = Cell(series: try row.integer(0), week: Fact.Week(day: try row.get(1)))
                found.insert(FactRow(cell: cell, value: try row.integer(2), record: try row.integer(3)))
            }
        }
        return found
    }

    private func internSeries(_ facts: [Fact]) throws -> [Series: Int64] {
        var known: [Series: Int64] = [:]
        for series in Set(facts.map(Series.init)).sorted() {
            let found = try value(
                "SELECT number FROM fact_series WHERE measure = \(series.measure) AND scope = \(series.scope)",
                as: Int64.self)
            known[series] =
                try found
                ?? value(
                    """
                    INSERT INTO fact_series (measure, scope) VALUES (\(series.measure), \(series.scope))
                    RETURNING number
                    """)
        }
        return known
    }
}

private struct Series: Hashable, Comparable {
    let measure: String
    let scope: String

    init(_ fact: Fact) {
        measure = fact.measure
        scope = fact.scope
    }

    static func < (one: Series, other: Series) -> Bool { (one.measure, one.scope) < (other.measure, other.scope) }
}

private struct Cell: Hashable, Comparable {
    let series: Int64
    let week: Fact.Week

    static func < (one: Cell, other: Cell) -> Bool { (one.series, one.week) < (other.series, other.week) }
}

private struct FactRow: Hashable, Comparable {
    let cell: Cell
    let value: Int64
    let record: Int64

    static func < (one: FactRow, other: FactRow) -> Bool {
        one.cell != other.cell ? one.cell < other.cell : (one.value, one.record) < (other.value, other.record)
    }
}
