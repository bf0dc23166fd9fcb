import Records

extension Signal {
    /// How many decisions are written down, and whether the records agree with each other.
    package static let decisionRecords = Signal(
        id: "decision-records",
        title: "Decision records",
        question: "Which decisions are written down, and do their records hang together?",
        unit: .count,
        direction: .depends,
        source: "Nygard, Documenting Architecture Decisions, 2011; HANDBOOK E10"
    ) { evidence in DecisionRecords(evidence).measurement }
}

private struct DecisionRecords {
    let details: DecisionRecordsDetails

    init(_ evidence: Evidence) {
        let records = DecisionRecordFiles(evidence).paths.map {
            DecisionRecord(path: $0, text: evidence.snapshot.texts[$0] ?? "")
        }.sorted { left, right in
            (left.folder, left.details.number ?? .max, left.details.path)
                < (right.folder, right.details.number ?? .max, right.details.path)
        }
        let folders = Set(records.map(\.folder)).sorted()
        let present = Set(evidence.snapshot.files.map(\.path))
        details = DecisionRecordsDetails(
            records: records.map(\.details),
            problems: folders.flatMap { folder in
                DecisionRules(records.filter { $0.folder == folder }, present: present).problems
            }, folders: folders)
    }

    private var errors: [DecisionRecordsDetails.Problem] { details.problems.filter { $0.severity == .error } }

    var measurement: Measurement {
        Measurement(
            value: Double(details.records.count),
            sample: .init(details.records.count, needed: 0, of: "decision records"), why: why, steps: steps,
            finding: finding, details: SignalDetails(details))
    }

    private var why: String {
        details.records.isEmpty
            ? "None were found. A page each in docs/decisions, with a status, what was weighed and what was chosen, spares the next person from asking again."
            : "Few records can mean few decisions or few words about them; the number alone cannot tell which."
    }

    private var steps: [String] {
        if details.records.isEmpty {
            return ["No folder of decisions and no text with the sections of a record was found at the head."]
        }
        let warnings = details.problems.count - errors.count
        let statuses = Dictionary(grouping: details.records) { $0.status ?? "no status" }
            .map { "\($0.key): \($0.value.count)" }.sorted()
        return [
            "\(Phrase.count(details.records.count, "record")) in \(Phrase.list(details.folders.map(Phrase.module))).",
            statuses.joined(separator: ", ") + ".",
            "\(Phrase.count(errors.count, "error")) and \(Phrase.count(warnings, "warning")) by the rules.",
        ]
    }

    private var finding: Measurement.Finding? {
        guard let first = errors.first else { return nil }
        return Measurement.Finding(
            sentence: errors.count == 1
                ? "One thing in the decision records contradicts another or is missing"
                : "\(Phrase.opening(errors.count, "thing")) in the decision records contradict each other or are missing",
            evidence: first.sentence,
            uncertainty: "Read from file names, fields and links; what is said in other words is not seen.",
            suggestion: "Try: mend \(first.path) with whoever decided, while they still remember.",
            weight: min(0.3, 0.15 + 0.03 * Double(errors.count)))
    }
}
