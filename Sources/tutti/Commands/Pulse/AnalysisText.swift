import Features
import Foundation
import Statistics
import Surveys

/// An analysis for a terminal: scales first, then columns, groups, change, and what was not counted.
struct AnalysisText {
    private let analysis: Analysis
    private let style: TerminalStyle

    init(_ analysis: Analysis, style: TerminalStyle) {
        self.analysis = analysis
        self.style = style
    }

    var text: String {
        let parts = [head, scales, columns, groups, changes, notCounted, notes]
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private var head: [String] {
        let numeric = analysis.columns.count { $0.kind == .scale || $0.kind == .number }
        return [style.strong("\(analysis.rows) rows, \(analysis.columns.count) columns, \(numeric) of them numbers")]
    }

    // MARK: Scales

    private var scales: [String] {
        guard !analysis.scales.isEmpty else { return [] }
        return [style.heading("Scales")]
            + analysis.scales.flatMap { scale in
                [style.strong(Printable.text(scale.name))]
                    + paragraph(
                        "items: "
                            + scale.items.map { scale.reversed.contains($0) ? "\($0) (turned round)" : $0 }.joined(
                                separator: ", "))
                    + paragraph("\(scale.people) people; mean \(mean(scale.mean, scale.interval))")
                    + reliability(scale)
            }
    }

    private func reliability(_ scale: Analysis.Scale) -> [String] {
        guard let reliability = scale.reliability else { return paragraph("reliability cannot be told") }
        var parts: [String] = []
        if let alpha = reliability.pairwise {
            parts.append("alpha \(Self.number(alpha.raw, 3)) over every pair of answers")
        }
        if let alpha = reliability.complete {
            let interval = alpha.interval.map { " (95\u{A0}% \(Self.range($0, 3)))" } ?? ""
            parts.append("\(Self.number(alpha.raw, 3))\(interval) over \(alpha.rows) rows without a gap")
        }
        if let omega = reliability.omega { parts.append("omega \(Self.number(omega.value, 3))") }
        return paragraph(parts.joined(separator: "; "))
    }

    // MARK: Columns

    private var columns: [String] {
        [style.heading("Columns")] + analysis.columns.flatMap(column)
    }

    private func column(_ column: Analysis.Column) -> [String] {
        let name = style.strong(Printable.text(column.name)) + (column.reversed ? " (as answered)" : "")
        let answers = "\(column.answers) answers" + (column.missing > 0 ? ", \(column.missing) missing" : "")
        switch column.kind {
        case .empty: return [name] + paragraph("nothing in it")
        case .words: return [name] + paragraph("\(answers), in words")
        case .choice: return [name] + paragraph(answers) + bars(column, most: 8)
        case .scale, .number:
            return [name] + paragraph("\(answers); mean \(mean(column.mean, column.interval))" + spread(column))
                + bars(column, most: 11) + net(column)
        }
    }

    private func spread(_ column: Analysis.Column) -> String {
        let deviation = column.deviation.map { ", deviation \(Self.number($0, 2))" } ?? ""
        let ends = column.ends.map { ", from \(Self.plain($0.low)) to \(Self.plain($0.high))" } ?? ""
        return deviation + (column.kind == .number ? ends : "")
    }

    private func bars(_ column: Analysis.Column, most: Int) -> [String] {
        let values = column.distribution ?? []
        let label = min(26, values.prefix(most).map { DisplayWidth.of(Printable.text($0.value)) }.max() ?? 0)
        let room = style.width - label - 20
        let lines = values.prefix(most).map { value in
            let name = DisplayWidth.padded(DisplayWidth.fitted(Printable.text(value.value), in: label), to: label)
            let bar = String(repeating: "▇", count: Int((value.share * Double(room)).rounded()))
            let percent = Self.right(Self.number(value.share * 100, 0) + " %", 5)
            let numbers = "    \(name) \(Self.right(String(value.count), 6)) \(percent)"
            return bar.isEmpty ? numbers : "\(numbers) \(style.accented(bar))"
        }
        return lines + (values.count > most ? ["    and \(values.count - most) more"] : [])
    }

    private func net(_ column: Analysis.Column) -> [String] {
        guard let net = column.netPromoter else { return [] }
        return paragraph(
            "would recommend: \(net.promoters) promoters, \(net.passives) passives, \(net.detractors) detractors; net "
                + "\(Self.number(net.value, 1)) (95\u{A0}% \(Self.range(net.interval, 1)))")
    }

    // MARK: Groups and waves

    private var groups: [String] {
        guard let groups = analysis.groups else { return [] }
        let name = Printable.text(groups.column)
        return [style.heading("\(groups.names.count) groups by \(name)")]
            + groups.measures.flatMap { measure in
                [style.strong(Printable.text(measure.of))] + paragraph(agreement(measure))
                    + measure.groups.prefix(12).map(group)
                    + (measure.groups.count > 12 ? ["    and \(measure.groups.count - 12) more: --json"] : [])
            }
    }

    private func agreement(_ measure: Analysis.Grouped) -> String {
        var parts: [String] = []
        if let single = measure.icc1, let means = measure.icc2 {
            parts.append("ICC(1) \(Self.number(single, 3)), ICC(2) \(Self.number(means, 3))")
        }
        if let agreement = measure.agreement {
            let kind = measure.isScale ? "rwg(J)" : "rwg"
            parts.append(
                "\(kind) \(Self.number(agreement.mean, 2)) on average, \(Self.number(agreement.median, 2)) in the middle"
            )
        }
        return parts.isEmpty ? "groups cannot be compared" : parts.joined(separator: "; ")
    }

    private func group(_ group: Analysis.Group) -> String {
        let name = DisplayWidth.padded(DisplayWidth.fitted(Printable.text(group.name), in: 24), to: 24)
        let mean = group.mean.map { Self.number($0, 2) } ?? "–"
        let agreement = (group.rwg ?? group.rwgJ).map { "  agreement \(Self.number($0, 2))" } ?? ""
        let net = group.netPromoter.map { "  net \(Self.number($0.value, 1))" } ?? ""
        return "    \(name) \(Self.right(String(group.answers), 6)) \(Self.right(mean, 8))\(agreement)\(net)"
    }

    private var changes: [String] {
        guard let waves = analysis.waves else { return [] }
        let title = style.heading("Change by \(Printable.text(waves.column))")
        guard !waves.changes.isEmpty else { return [title] + paragraph("there is only one wave") }
        return [title] + waves.changes.flatMap { change in paragraph(sentence(change)) }
    }

    private func sentence(_ change: Analysis.Change) -> String {
        let numbers =
            "\(Self.number(change.from.mean, 2)) → \(Self.number(change.to.mean, 2)), p \(Self.p(change.p))"
        let finding =
            switch change.finding {
            case .higher: "higher"
            case .lower: "lower"
            case .unclear: "no change that can be told apart from chance"
            case .tooFew: "too few answers to tell"
            }
        return "\(change.of), \(change.from.name) → \(change.to.name): \(finding) (\(numbers))"
    }

    // MARK: What to doubt

    private var notCounted: [String] {
        guard !analysis.notCounted.isEmpty else { return [] }
        let shown = analysis.notCounted.prefix(10).flatMap { oddity in
            let place = ["line \(oddity.line)", oddity.column].compactMap { $0 }.joined(separator: ", ")
            return paragraph("\(place): \(oddity.value.map { "\"\($0)\" " } ?? "")\(oddity.why)")
        }
        let rest = analysis.notCounted.count - 10
        return [style.heading("Not counted")] + shown + (rest > 0 ? paragraph("and \(rest) more: --json") : [])
    }

    private var notes: [String] {
        analysis.notes.isEmpty ? [] : [style.heading("Before you believe it")] + analysis.notes.flatMap(paragraph)
    }

    // MARK: Words and numbers

    private func paragraph(_ text: String) -> [String] {
        style.lines(Printable.text(text), first: "  ", rest: "    ")
    }

    private func mean(_ mean: Double?, _ interval: Bounds?) -> String {
        guard let mean else { return "–" }
        return Self.number(mean, 2) + (interval.map { " (95\u{A0}% \(Self.range($0, 2)))" } ?? "")
    }

    private static func number(_ value: Double, _ digits: Int) -> String {
        let text = String(format: "%.\(digits)f", value)
        return text.hasPrefix("-") ? (Double(text) == 0 ? String(text.dropFirst()) : "−" + text.dropFirst()) : text
    }

    private static func plain(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? number(value, 0) : number(value, 2)
    }

    private static func range(_ bounds: Bounds, _ digits: Int) -> String {
        "\(number(bounds.low, digits)) to \(number(bounds.high, digits))"
    }

    private static func p(_ value: Double) -> String { value < 0.001 ? "< 0.001" : number(value, 3) }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - DisplayWidth.of(text))) + text
    }
}
