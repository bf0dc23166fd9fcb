import Statistics

extension Analysis {
    /// One column as it was answered; nothing is turned round here.
    package struct Column: Codable, Hashable, Sendable {
        package var name: String
        package var kind: AnswerColumn.Kind
        package var answers: Int
        package var missing: Int
        /// Whether the column counts turned round in its scale.
        package var reversed: Bool
        package var ends: Ends?
        /// Of scales and choices: every value with how often it was answered.
        package var distribution: [Value]?
        package var mean: Double?
        package var deviation: Double?
        package var median: Double?
        package var interval: Bounds?
        /// The share on the upper two points (one, on scales of three points and less), and on as many lower ones.
        package var top: Proportion?
        package var bottom: Proportion?
        package var netPromoter: Promoters?
    }

    package struct Value: Codable, Hashable, Sendable {
        package var value: String
        package var count: Int
        package var share: Double
    }

    package struct Proportion: Codable, Hashable, Sendable {
        package var count: Int
        package var share: Double
        /// 95 % by Wilson.
        package var interval: Bounds

        init?(_ share: Share) {
            guard let value = share.value, let interval = share.interval else { return nil }
            (count, self.share, self.interval) = (share.count, value, interval)
        }
    }

    package struct Promoters: Codable, Hashable, Sendable {
        package var promoters: Int
        package var passives: Int
        package var detractors: Int
        package var value: Double
        package var standardError: Double
        package var interval: Bounds

        init?(_ net: NetPromoter) {
            guard let value = net.value, let error = net.standardError, let interval = net.interval else { return nil }
            (promoters, passives, detractors) = (net.promoters, net.passives, net.detractors)
            (self.value, standardError, self.interval) = (value, error, interval)
        }
    }
}

extension Analysis.Column {
    init(_ column: AnswerColumn, _ table: AnswerTable) {
        name = column.name
        kind = column.kind
        reversed = table.isReversed(column)
        let values = column.values
        answers = column.isNumeric ? values.count : column.texts.count { $0 != nil }
        missing = column.texts.count { $0 == nil }
        guard column.isNumeric else {
            distribution = column.kind == .choice ? Self.distribution(column.texts.compactMap { $0 }) : nil
            return
        }
        ends = table.ends(column)
        mean = Statistics.mean(values)
        deviation = Statistics.deviation(values)
        median = Statistics.median(values)
        interval = Statistics.meanInterval(values)
        netPromoter = table.isRecommendation(column) ? Analysis.Promoters(NetPromoter(values)) : nil
        if column.kind == .scale { onScale(values) }
    }

    private mutating func onScale(_ values: [Double]) {
        guard let ends, let points = Self.points(ends) else {
            distribution = Self.distribution(values.map { String(Int($0)) })
            return
        }
        let counted = Distribution(points, of: values.map { Int($0) })
        distribution = counted.counts.enumerated().map { place, count in
            Analysis.Value(
                value: String(points.low + place), count: count, share: Double(count) / Double(max(1, values.count)))
        }
        top = Analysis.Proportion(counted.top)
        bottom = Analysis.Proportion(counted.bottom)
    }

    /// Nil where everybody answered alike and nobody has named the scale.
    private static func points(_ ends: Analysis.Ends) -> Points? {
        guard let low = Int(exactly: ends.low), let high = Int(exactly: ends.high), low < high else { return nil }
        return Points(low...high)
    }

    /// The oftenest first.
    private static func distribution(_ texts: [String]) -> [Analysis.Value] {
        let counts = texts.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
            Analysis.Value(value: $0.key, count: $0.value, share: Double($0.value) / Double(texts.count))
        }
    }
}
