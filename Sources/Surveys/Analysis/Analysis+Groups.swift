import Statistics

extension Analysis {
    /// The same answers group by group.
    package struct Groups: Codable, Hashable, Sendable {
        package var column: String
        package var names: [String]
        package var measures: [Grouped]
    }

    /// How far groups agree within themselves and differ from each other.
    package struct Grouped: Codable, Hashable, Sendable {
        /// A column's name, or a scale's.
        package var of: String
        package var isScale: Bool
        /// ICC(1), the share of an answer's spread that its group explains, and ICC(2), how reliably the groups' means
        /// differ.
        package var icc1: Double?
        package var icc2: Double?
        /// Over the groups: r_wg of a column, r_wg(J) of a scale.
        package var agreement: Agreements?
        package var groups: [Group]
    }

    package struct Agreements: Codable, Hashable, Sendable {
        package var mean: Double
        package var median: Double
        package var groups: Int
    }

    package struct Group: Codable, Hashable, Sendable {
        package var name: String
        package var answers: Int
        package var mean: Double?
        package var deviation: Double?
        /// r_wg of a column.
        package var rwg: Double?
        /// r_wg(J) of a scale, and how many rows without a gap it comes from.
        package var rwgJ: Double?
        package var rwgJRows: Int?
        package var netPromoter: Promoters?
    }
}

extension Analysis.Groups {
    init(_ column: AnswerColumn, _ table: AnswerTable) {
        let keys = AnalysisKeys(column)
        self.column = column.name
        names = keys.names
        measures =
            table.scales.map { Self.scale($0, keys) } + table.measures.map { Self.column($0, table, keys) }
    }

    private static func column(_ column: AnswerColumn, _ table: AnswerTable, _ keys: AnalysisKeys) -> Analysis.Grouped {
        let answers = keys.split(column.numbers)
        let even = table.ends(column).map { Agreement.evenVariance(options: $0.options) }
        let isNet = table.isRecommendation(column)
        let groups = zip(keys.names, answers).map { name, values in
            Analysis.Group(
                name: name, answers: values.count, mean: Statistics.mean(values),
                deviation: Statistics.deviation(values),
                rwg: even.flatMap { Agreement.rwg(values, evenVariance: $0) },
                netPromoter: isNet ? Analysis.Promoters(NetPromoter(values)) : nil)
        }
        return Analysis.Grouped(column.name, isScale: false, answers, groups, groups.compactMap(\.rwg))
    }

    private static func scale(_ scale: AnswerTable.ItemScale, _ keys: AnalysisKeys) -> Analysis.Grouped {
        let answers = keys.split(scale.scores)
        let rows = keys.rows(scale.rows)
        let even = Agreement.evenVariance(options: scale.ends.options)
        let groups = keys.names.indices.map { place in
            let items = Items(rows[place])
            return Analysis.Group(
                name: keys.names[place], answers: answers[place].count, mean: Statistics.mean(answers[place]),
                deviation: Statistics.deviation(answers[place]),
                rwgJ: Agreement.rwgJ(items, evenVariance: even), rwgJRows: items.complete.count)
        }
        return Analysis.Grouped(scale.name, isScale: true, answers, groups, groups.compactMap(\.rwgJ))
    }
}

extension Analysis.Grouped {
    fileprivate init(
        _ name: String, isScale: Bool, _ answers: [[Double]], _ groups: [Analysis.Group], _ agreements: [Double]
    ) {
        of = name
        self.isScale = isScale
        let correlation = IntraclassCorrelation(answers)
        icc1 = correlation?.single
        icc2 = correlation?.ofMeans
        if let mean = Statistics.mean(agreements), let median = Statistics.median(agreements) {
            agreement = Analysis.Agreements(mean: mean, median: median, groups: agreements.count)
        }
        self.groups = groups
    }
}

/// Rows put together by what one column says. Rows where it says nothing belong nowhere.
struct AnalysisKeys {
    let names: [String]
    private let places: [Int?]

    /// Numbers, and dates written with the year first, in their order; other texts by the alphabet.
    init(_ column: AnswerColumn) {
        let distinct = Set(column.texts.compactMap { $0 })
        let names = distinct.sorted { one, other in
            if let first = Double(one), let second = Double(other), first != second { return first < second }
            return one < other
        }
        self.names = names
        let place = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        places = column.texts.map { $0.flatMap { place[$0] } }
    }

    func split(_ values: [Double?]) -> [[Double]] {
        var groups = [[Double]](repeating: [], count: names.count)
        for (place, value) in zip(places, values) {
            if let place, let value { groups[place].append(value) }
        }
        return groups
    }

    func rows(_ rows: [[Double?]]) -> [[[Double?]]] {
        var groups = [[[Double?]]](repeating: [], count: names.count)
        for (place, row) in zip(places, rows) { if let place { groups[place].append(row) } }
        return groups
    }
}
