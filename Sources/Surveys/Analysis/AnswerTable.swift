import Foundation
import Statistics

/// The columns of a table with all that was said about them.
struct AnswerTable {
    let columns: [AnswerColumn]
    let scales: [ItemScale]
    let group: AnswerColumn?
    let wave: AnswerColumn?
    let misfits: [TextTable.Oddity]
    private let options: AnalysisOptions

    /// Columns that are read as one measure.
    struct ItemScale {
        let name: String
        let items: [AnswerColumn]
        let reversed: Set<String>
        let ends: Analysis.Ends
        /// Whether somebody named the items.
        let isNamed: Bool

        /// By row and item, turned round where that was asked for.
        var rows: [[Double?]] {
            (items.first?.numbers.indices ?? 0..<0).map { row in
                items.map { item in
                    item.numbers[row].map { reversed.contains(item.name) ? ends.reversed($0) : $0 }
                }
            }
        }

        /// By row: the mean of the answered items where seven tenths are answered.
        var scores: [Double?] { rows.map(ScaleScore.person) }
    }

    init(_ table: TextTable, _ options: AnalysisOptions) throws(AnalysisTrouble) {
        for name in options.named where !table.header.contains(name) {
            throw .unknownColumn(name, known: table.header)
        }
        let columns = table.header.enumerated().map { place, name in
            let isKey = name == options.group || name == options.wave
            return AnswerColumn(name, table.column(place), scale: isKey ? nil : options.scale)
        }
        let numeric = Set(columns.filter(\.isNumeric).map(\.name))
        for name in options.reversed + options.scales.joined() + options.recommend where !numeric.contains(name) {
            throw .noNumbers(name)
        }
        guard options.scales.allSatisfy({ Set($0).count > 1 }) else { throw .smallScale }
        self.columns = columns
        self.options = options
        group = columns.first { $0.name == options.group }
        wave = columns.first { $0.name == options.wave }
        let keys = [options.group, options.wave]
        misfits = columns.filter { !keys.contains($0.name) }.flatMap { column in
            column.misfits.map { misfit in
                TextTable.Oddity(
                    line: table.rows[misfit.row].line, column: column.name, value: column.texts[misfit.row],
                    why: misfit.why)
            }
        }
        scales = ScaleGuess(columns.filter { $0.isNumeric && !keys.contains($0.name) }, options).scales
    }

    /// Columns that can be measured: numbers, without those that say to whom or when a row belongs.
    var measures: [AnswerColumn] { columns.filter { $0.isNumeric && $0.name != group?.name && $0.name != wave?.name } }

    func isReversed(_ column: AnswerColumn) -> Bool { options.reversed.contains(column.name) }

    /// The ends of a column's scale: what was said, else those of the scale it is an item of, else its own answers.
    func ends(_ column: AnswerColumn) -> Analysis.Ends? {
        if options.recommend.contains(column.name) { return Analysis.Ends(low: 0, high: 10, given: true) }
        if let scale = scales.first(where: { $0.items.contains { $0.name == column.name } }) { return scale.ends }
        return Self.ends([column], options.scale)
    }

    private static func isCalledRecommendation(_ name: String) -> Bool {
        let plain = name.lowercased()
        return plain.contains("recommend") || plain.split { !$0.isLetter }.contains { $0 == "nps" || $0 == "enps" }
    }

    static func ends(_ columns: [AnswerColumn], _ scale: ClosedRange<Double>?) -> Analysis.Ends? {
        let values = columns.flatMap(\.values)
        guard let low = values.min(), let high = values.max(), columns.allSatisfy(\.isNumeric) else { return nil }
        if let scale, scale.contains(low), scale.contains(high) {
            return Analysis.Ends(low: scale.lowerBound, high: scale.upperBound, given: true)
        }
        return Analysis.Ends(low: low, high: high, given: false)
    }

    /// Whether a column asks if somebody would recommend: it was said, it is called so, or the answers lie on 0–10 and
    /// reach far enough.
    func isRecommendation(_ column: AnswerColumn) -> Bool {
        if options.recommend.contains(column.name) { return true }
        guard options.recommend.isEmpty, column.kind == .scale, let ends = Self.ends([column], options.scale) else {
            return false
        }
        if Self.isCalledRecommendation(column.name), (0...10).contains(ends.low), ends.high <= 10, ends.high > 7 {
            return true
        }
        return ends.low == 0 && ends.high == 10 && (column.values.max() ?? 0) > 5
    }
}

/// Which columns belong together when nobody has said it.
struct ScaleGuess {
    let scales: [AnswerTable.ItemScale]

    init(_ columns: [AnswerColumn], _ options: AnalysisOptions) {
        func scale(_ name: String, _ items: [AnswerColumn], isNamed: Bool) -> AnswerTable.ItemScale? {
            guard let ends = AnswerTable.ends(items, options.scale), items.count > 1 else { return nil }
            let reversed = Set(options.reversed).intersection(items.map(\.name))
            return .init(name: name, items: items, reversed: reversed, ends: ends, isNamed: isNamed)
        }
        if !options.scales.isEmpty {
            scales = options.scales.compactMap { names in
                let items = names.compactMap { name in columns.first { $0.name == name } }
                return scale(Self.title(names), items, isNamed: true)
            }
            return
        }
        let candidates = columns.filter { !options.recommend.contains($0.name) && Self.fits($0, options) }
        let families = Self.families(candidates).compactMap { scale($0.name, $0.items, isNamed: false) }
        let alike = Self.areAlike(candidates) ? scale("all items", candidates, isNamed: false) : nil
        scales = families.isEmpty ? [alike].compactMap { $0 } : families
    }

    private static func fits(_ column: AnswerColumn, _ options: AnalysisOptions) -> Bool {
        guard let scale = options.scale else { return true }
        return column.values.allSatisfy(scale.contains)
    }

    /// `COH01` and `COH02` are one family.
    private static func families(_ columns: [AnswerColumn]) -> [(name: String, items: [AnswerColumn])] {
        var families: [(name: String, items: [AnswerColumn])] = []
        for column in columns where column.name.last?.isNumber ?? false {
            let name = String(column.name.reversed().drop { $0.isNumber }.reversed())
            if let place = families.firstIndex(where: { $0.name == name }) {
                families[place].items.append(column)
            } else {
                families.append((name, [column]))
            }
        }
        return families.filter { $0.items.count > 1 && areAlike($0.items) }.map { family in
            let trimmed = family.name.trimmingCharacters(in: CharacterSet(charactersIn: " _-.:"))
            return (trimmed.isEmpty ? "all items" : trimmed, family.items)
        }
    }

    /// Whether the answers reach about as far in all columns: none spans more than double or less than half the middle.
    private static func areAlike(_ columns: [AnswerColumn]) -> Bool {
        let spans = columns.map { ($0.values.max() ?? 0) - ($0.values.min() ?? 0) }
        guard columns.count > 1, let middle = Statistics.median(spans), middle > 0 else { return false }
        return spans.allSatisfy { (middle / 2...middle * 2).contains($0) }
    }

    private static func title(_ names: [String]) -> String {
        names.count > 4
            ? "\(names.prefix(3).joined(separator: ", ")) and \(names.count - 3) more" : names.joined(separator: ", ")
    }
}
