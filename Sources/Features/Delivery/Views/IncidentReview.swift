import Records

/// A blameless review to be written, as Markdown (HANDBOOK E11, H7). What a tool knows is filled in.
struct IncidentReview {
    let incident: Incident?

    var markdown: String {
        """
        # \(incident.map { "Incident review: \(line($0.title))" } ?? "Incident review")

        Status: draft → reviewed → published → actions closed
        \(facts)
        ## Summary
        Three sentences: what happened, whom it touched, how it ended.

        ## Impact
        Who, how many, for how long, and what became of their data.

        ## Detection
        How it was noticed, by whom (a role), and how late.

        ## Timeline in UTC
        Facts only, each with its time.
        \(timeline)
        ## Contributing factors
        Several: technical, of the process, of what was known. No single root cause, and never only “human error”.
        -

        ## What helped
        -

        ## Where luck helped
        -

        ## What we learned
        -

        ## Actions
        | Prevents, detects, mitigates or teaches | Action | Owner | Until | How we will know |
        |---|---|---|---|---|
        | | | | | |

        ## Thanks
        To whoever noticed, reported and mended.

        Before publishing: roles instead of names, “how” and “what” instead of “why did you”, no “should have”, no “obviously”.

        """
    }

    /// A title that cannot begin a heading or a link of its own.
    private func line(_ text: String) -> String {
        text.map { $0.isNewline ? " " : String($0) }.joined().replacing(/[\\`*_\[\]<>#|]/) { "\\\($0.output)" }
    }

    private var facts: String {
        guard let incident else { return "" }
        let facts = [
            incident.service.map { "- Service: \(line($0))" }, incident.severity.map { "- Severity: \(line($0))" },
            "- Record: \(incident.key)", incident.url.map { "- \($0)" },
            incident.resolvedAt.map { "- Hurt for: \(QueueWords.span($0 - incident.startedAt))" },
        ]
        return "\n" + facts.compactMap(\.self).joined(separator: "\n") + "\n"
    }

    private var timeline: String {
        guard let incident else { return "-\n" }
        let moments: [(Int64?, String)] = [
            (incident.startedAt, "it began to hurt"), (incident.detectedAt, "it was noticed"),
            (incident.mitigatedAt, "it hurt less"), (incident.resolvedAt, "service was restored"),
        ]
        let known = moments.compactMap { at, what in at.map { ($0, what) } }.sorted { $0.0 < $1.0 }
        return known.map { "- \(Days.minute($0.0)): \($0.1)\n" }.joined()
    }
}
