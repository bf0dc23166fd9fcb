import Interface
import Signals

/// For each number how much of what it needs was there, and what is missing (PRODUCT 3.9).
struct CompletenessPanel: Component {
    let readings: DeliveryReadings
    let signals: [DeliverySignal]

    var html: HTML {
        """
        <section aria-labelledby="complete"><h2 id="complete">\(title)</h2>\
        <p>A: all that the definition asks for. B: something was inferred or stands in. C: too little to say. \
        It grades what was told to Tutti, and nobody's work.</p>\(gaps)\(assumptions)\(Details("Every number and its grade", content: table.html))</section>
        """
    }

    private struct Row {
        let signal: DeliverySignal
        let measurement: Measurement
        let grade: Confidence
        let why: String
    }

    private var rows: [Row] {
        signals.compactMap { signal in
            readings[signal.id].map { measurement in
                let confidence = signal.confidence(in: measurement)
                return Row(signal: signal, measurement: measurement, grade: confidence.grade, why: confidence.why)
            }
        }
    }

    private var title: String {
        let rows = rows
        let missing = rows.count { $0.grade == .tooLittle }
        if missing == 0 {
            return rows.allSatisfy { $0.grade == .complete }
                ? "Nothing is missing from these numbers" : "Every number is there; some rest on what was inferred"
        }
        return Wording.capitalised(
            "\(Wording.number(missing)) of \(Wording.count(rows.count, "number", "numbers")) cannot be told yet")
    }

    /// What is missing, each reason once with all that wait for it.
    private var gaps: HTML {
        let missing = rows.filter { $0.grade == .tooLittle }
        let reasons = missing.reduce(into: [String]()) { if !$0.contains($1.why) { $0.append($1.why) } }
        guard !reasons.isEmpty else { return .empty }
        return """
            <ul class="plain">\(each(reasons) { reason in
                "<li>\(sentence(reason)) Missing: \(links(missing.filter { $0.why == reason }.map(\.signal))).</li>"
            })</ul>
            """
    }

    /// What no source tells of pull requests, where numbers rest on it.
    private var assumptions: HTML {
        let shown = Set(rows.filter { $0.grade != .tooLittle }.map(\.signal.id))
        let untold = UntoldSource.all(checks: readings.unreadChecks, teams: readings.unreadTeams).filter {
            !shown.isDisjoint(with: $0.signals)
        }
        guard !untold.isEmpty else { return .empty }
        return Details(
            Wording.capitalised(
                "\(Wording.count(untold.count, "thing", "things")) that no source tells, and what stands in"),
            content: """
                <ul class="plain">\(each(untold) { one in
                    "<li>\(one.what): \(one.instead)</li>"
                })</ul>
                """
        ).html
    }

    private func sentence(_ reason: String) -> String {
        Wording.capitalised(reason) + (reason.hasSuffix(".") ? "" : ".")
    }

    private func links(_ signals: [DeliverySignal]) -> HTML {
        each(signals, between: ", ") { Link.deliverySignal($0.id, within: readings.choice).anchor($0.title).html }
    }

    private var table: Table {
        Table(
            "Confidence in each number",
            columns: [.text("Number"), .text("Grade"), .text("Value"), .text("What was inferred, or is missing")],
            rows: rows.map { row in
                [
                    Link.deliverySignal(row.signal.id, within: readings.choice).anchor(row.signal.title).html,
                    "\(Tag(row.grade.rawValue)) \(row.grade.words)", HTML(row.measurement.text(row.signal.unit)),
                    HTML(row.why.isEmpty ? "–" : Wording.capitalised(row.why)),
                ]
            })
    }
}
