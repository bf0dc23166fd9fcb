import Statistics

extension Analysis {
    /// Columns that measure one thing together, turned round where that was asked for.
    package struct Scale: Codable, Hashable, Sendable {
        package var name: String
        package var items: [String]
        package var reversed: [String]
        package var ends: Ends
        /// People who answered seven tenths of the items or more.
        package var people: Int
        /// Of their means.
        package var mean: Double?
        package var deviation: Double?
        package var interval: Bounds?
        /// The mean over the rows without a gap alone.
        package var meanOfComplete: Double?
        package var reliability: Reliability?
    }

    package struct Reliability: Codable, Hashable, Sendable {
        /// Alpha from every pair of answers.
        package var pairwise: Alpha?
        /// Alpha from rows without a gap.
        package var complete: Alpha?
        /// Omega from rows without a gap; needs three items.
        package var omega: Omega?
        package var items: [Item]
    }

    package struct Alpha: Codable, Hashable, Sendable {
        package var raw: Double
        package var standardised: Double
        package var rows: Int
        package var interval: Bounds?

        init(_ alpha: CronbachAlpha) {
            (raw, standardised, rows, interval) = (alpha.raw, alpha.standardised, alpha.rows, alpha.interval)
        }
    }

    package struct Omega: Codable, Hashable, Sendable {
        package var value: Double
        package var loadings: [Double]
        package var rows: Int
    }

    /// One item beside the others, from every pair of answers.
    package struct Item: Codable, Hashable, Sendable {
        package var name: String
        package var alphaIfDropped: Double?
        package var restCorrelation: Double?
    }
}

extension Analysis.Scale {
    init(_ scale: AnswerTable.ItemScale, _ table: AnswerTable) {
        name = scale.name
        items = scale.items.map(\.name)
        reversed = items.filter(scale.reversed.contains)
        ends = scale.ends
        let scores = scale.scores.compactMap { $0 }
        people = scores.count
        mean = Statistics.mean(scores)
        deviation = Statistics.deviation(scores)
        interval = Statistics.meanInterval(scores)
        let answers = Items(scale.rows)
        meanOfComplete = Statistics.mean(answers.complete.compactMap(Statistics.mean))
        reliability = Analysis.Reliability(answers, items)
    }
}

extension Analysis.Reliability {
    init?(_ answers: Items, _ names: [String]) {
        let bridged = CronbachAlpha(answers, gaps: .pairwise)
        pairwise = bridged.map { Analysis.Alpha($0) }
        complete = CronbachAlpha(answers).map { Analysis.Alpha($0) }
        omega = McDonaldOmega(answers).map { Analysis.Omega(value: $0.value, loadings: $0.loadings, rows: $0.rows) }
        items = zip(names, bridged?.items ?? []).map { name, item in
            Analysis.Item(name: name, alphaIfDropped: item.alphaIfDropped, restCorrelation: item.restCorrelation)
        }
        if pairwise == nil, complete == nil { return nil }
    }
}
