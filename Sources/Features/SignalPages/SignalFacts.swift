import Interface
import Signals

/// What stands on every signal's page, whatever it was measured from: the number, how it came about, what was left out.
struct SignalFacts {
    let signal: any SignalDescription
    let measurement: Measurement

    var headline: String {
        measurement.finding?.sentence ?? "\(signal.title): \(measurement.text(signal.unit))"
    }

    var number: HTML {
        """
        <section aria-labelledby="number"><h2 id="number">The number</h2>
        <p class="reading"><strong>\(measurement.text(signal.unit))</strong> \(when(measurement.interval) {
            "<span class=\"unit\">\(ValueText.interval($0, signal.unit)), \($0.kind)</span>"
        })</p>
        <p>\(sampleSentence) \(measurement.why)</p></section>
        \(when(measurement.finding) { finding in
            "<section aria-labelledby=\"talk\"><h2 id=\"talk\">Worth talking about</h2>\(Finding(finding))</section>"
        })
        """
    }

    private var sampleSentence: String {
        measurement.status == .ok
            ? "From \(measurement.sample.text); \(measurement.sample.leastText)." : ""
    }

    var origin: HTML {
        """
        <section aria-labelledby="steps"><h2 id="steps">How this number came about</h2>\(steps)</section>
        <section aria-labelledby="left-out"><h2 id="left-out">What was left out, and why</h2>\(excluded)</section>
        """
    }

    private var steps: HTML {
        guard !measurement.steps.isEmpty else { return "<p>Nothing was computed.</p>" }
        return "<ol class=\"steps\">\(each(measurement.steps) { "<li>\($0)</li>" })</ol>"
    }

    private var excluded: HTML {
        guard !measurement.excluded.isEmpty else { return "<p>Nothing.</p>" }
        return "<ul class=\"plain\">\(each(measurement.excluded) { "<li>\($0.text(signal.unit))</li>" })</ul>"
    }

    var wanted: String {
        switch signal.direction {
        case .higher: "higher"
        case .lower: "lower"
        case .depends: "it depends; read it beside the others"
        }
    }
}
