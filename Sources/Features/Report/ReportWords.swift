import Interface

/// Sentences that the report says in every form.
struct ReportWords {
    private let report: Report

    init(_ report: Report) {
        self.report = report
    }

    /// "1,032 commits (2 merges) by 40 people, 231 files, 122 tags; 2021-01-08 to 2026-11-20."
    var extent: String {
        read + (report.keptTo.map { " Numbers are of \(Wording.list($0.paths)) alone: \(files($0.files))." } ?? "")
            + (report.deliveries.map { " Deliveries are \($0.words)." } ?? "")
    }

    private func files(_ count: Int) -> String {
        Format.count(count, "file", "files").replacing("\u{A0}", with: " ")
    }

    private var read: String {
        let about = report.repository
        guard about.commits > 0 else { return "It has no commits yet. A first one will bring numbers." }
        let merges = about.merges > 0 ? " (\(Format.count(about.merges, "merge", "merges")))" : ""
        let machines =
            (report.identities.bots > 0 ? [Format.count(report.identities.bots, "bot", "bots")] : [])
            + (report.identities.agents > 0 ? [Format.count(report.identities.agents, "AI agent", "AI agents")] : [])
        let who = Wording.list([Format.count(report.identities.people, "person", "people")] + machines)
        let days = [about.firstCommitAt, about.lastCommitAt].compactMap { $0?.prefix(10) }.joined(separator: " to ")
        return """
            \(Format.count(about.commits, "commit", "commits"))\(merges) by \(who), \
            \(Format.count(about.files, "file", "files")), \(Format.count(about.tags, "tag", "tags")); \(days).
            """.replacing("\u{A0}", with: " ")
    }

    /// What makes every number below it less sure.
    var warnings: [String] {
        let about = report.repository
        var warnings: [String] = []
        if about.shallow {
            warnings.append("The history ends early (a shallow clone): `git fetch --unshallow` completes it.")
        }
        if about.missingObjects > 0 {
            let missing = Format.count(about.missingObjects, "content is", "contents are")
            warnings.append(
                "\(missing) missing in this clone; lines of changes to them are unknown, not zero."
                    .replacing("\u{A0}", with: " "))
        }
        if let trouble = report.keptTo?.trouble { warnings.append(Wording.capitalised(trouble)) }
        return warnings
    }

    var findingsTitle: String {
        switch report.findings.count {
        case 0: "Worth talking about"
        case 1: "One thing worth talking about"
        default:
            Wording.capitalised("\(Wording.number(report.findings.count)) things worth talking about")
        }
    }

    /// What made the report, from what, up to when.
    var colophon: String {
        let head = report.repository.head.map { " at commit \($0.prefix(10))" } ?? ""
        return "Made by Tutti from \(report.repository.name)\(head), read up to \(report.timeframe.until)."
    }
}
