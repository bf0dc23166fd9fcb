import Interface
import Records
import Signals

/// What is worth talking about now, the numbers behind it, and what nobody could see yet.
struct TodayPage: Page {
    let readings: Readings
    /// Signals whose number moved when the head last moved, or from one timeframe to the next; nil where there is nothing
    /// to compare with.
    let changes: [Change]?

    /// A number that was another one before.
    struct Change: Hashable, Sendable {
        let signal: String
        let title: String
        let before: String
        let after: String
    }

    var title: String {
        readings.findings.first?.finding.sentence ?? "Nothing stands out in \(readings.repository.name)"
    }
    var room: Room.ID? { "today" }

    var content: HTML {
        """
        \(PageHead(title, lead: lead))
        <div class="two">
        <section aria-labelledby="talk"><h2 id="talk">\(findingsTitle)</h2>\(findings)</section>
        <div class="stack"><section aria-labelledby="moved"><h2 id="moved">\(changedTitle)</h2>\(changed)</section>
        \(unseen)</div>
        </div>
        <section aria-labelledby="signals"><h2 id="signals">Signals</h2>\
        <div class="grid">\(each(readings.signals) { card($0.signal, $0.measurement) })</div></section>
        """
    }

    private var lead: HTML {
        "\(name(readings.repository.name)) up to \(Days.long(readings.until))\(limits). One lens so far: \(Tag(Lens.work))"
    }

    private var findingsTitle: String {
        switch readings.findings.count {
        case 0: "Worth talking about"
        case 1: "One thing worth talking about"
        default: Wording.capitalised("\(Wording.number(readings.findings.count)) things worth talking about")
        }
    }

    private var findings: HTML {
        guard !readings.findings.isEmpty else {
            return "<p>None of the signals found something that a team would have to talk about.</p>"
        }
        return each(readings.findings) { pair in
            Finding(pair.finding, link: Link.signal(pair.signal.id, of: readings).anchor("Explain")).html
        }
    }

    private var limits: String {
        readings.scope == .everything ? "" : ", \(readings.scope.phrase)"
    }

    private var changedTitle: String {
        readings.scope.timeframe == .all ? "What changed" : "What changed in \(readings.scope.timeframe.phrase)"
    }

    /// When the timeframe began, as words; nil in all history.
    private var beginning: String? {
        readings.scope.timeframe == .all ? nil : readings.since.map(Days.long)
    }

    private var changed: HTML {
        guard let changes else {
            return """
                <p>\(beginning.map { "Nothing to compare with: the history begins after \($0), or the clone cannot show how it stood then." }
                    ?? "No number moved when the history last grew.")</p>
                """
        }
        guard !changes.isEmpty else {
            return
                "<p>\(beginning.map { "Every number is as it was on \($0)." } ?? "No number moved when the history last grew.")</p>"
        }
        return """
            \(when(beginning) { "<p>Compared with how it stood on \($0).</p>" })<ul class="plain">\(each(changes) { change in
                "<li>\(Link.signal(change.signal, of: readings).anchor(change.title)): \(change.before) → \(change.after)</li>"
            })</ul>
            """
    }

    private var unseen: HTML {
        """
        <section aria-labelledby="unseen"><h2 id="unseen">What could not be seen</h2><ul class="plain">\(each(NotSeen.all) { item in
            "<li>\(Wording.capitalised(item.what)): \(item.connection)</li>"
        })</ul></section>
        """
    }

    private func card(_ signal: Signal, _ measurement: Measurement) -> HTML {
        ReadingCard(signal: signal, measurement: measurement, readings: readings).html
    }
}
