/// What is wrong with the records of one folder, and what would mend it (HANDBOOK E10).
struct DecisionRules {
    typealias Problem = DecisionRecordsDetails.Problem
    private let records: [DecisionRecord]
    private let byNumber: [Int: [DecisionRecord]]
    private let present: Set<String>

    /// - Parameters:
    ///   - records: of one folder, by number.
    ///   - present: the paths of all files at the head.
    init(_ records: [DecisionRecord], present: Set<String>) {
        self.records = records
        self.present = present
        byNumber = Dictionary(grouping: records.filter { $0.details.number != nil }) { $0.details.number ?? 0 }
    }

    var problems: [Problem] { numbers + records.flatMap(relations) + records.flatMap(links) + statuses + deciders }

    private func problem(
        _ rule: Problem.Rule, _ record: DecisionRecord, _ sentence: String, severity: Problem.Severity = .error
    ) -> Problem {
        Problem(severity: severity, rule: rule, path: record.details.path, sentence: sentence)
    }

    private var numbers: [Problem] {
        var problems: [Problem] = []
        var last: Int?
        for number in byNumber.keys.sorted() {
            guard let same = byNumber[number], let first = same.first else { continue }
            if let last, number > last + 1 {
                let missing = number == last + 2 ? "Number \(last + 1) is" : "Numbers \(last + 1) to \(number - 1) are"
                problems.append(
                    problem(
                        .gap, first,
                        "\(missing) missing: bring the record back, or keep one that says what became of it."))
            }
            problems += same.dropFirst().map { twin in
                problem(
                    .duplicateNumber, twin,
                    "Number \(number) is also that of \(DocumentPath.name(of: first.details.path)): give the younger one the next free number."
                )
            }
            last = number
        }
        return problems
    }

    private func relations(of record: DecisionRecord) -> [Problem] {
        let own = record.details
        var problems: [Problem] = []
        for number in own.supersededBy {
            problems += back(from: record, to: number, says: "is superseded by") { other in
                own.number.map(other.supersedes.contains) ?? true ? nil : "Supersedes ADR \(own.number ?? 0)"
            }
        }
        for number in own.supersedes {
            problems += back(from: record, to: number, says: "supersedes") { other in
                own.number.map(other.supersededBy.contains) ?? true ? nil : "Superseded by ADR \(own.number ?? 0)"
            }
        }
        if own.status == "superseded", own.supersededBy.isEmpty {
            problems.append(
                problem(
                    .missingBackLink, record,
                    "It is superseded and does not say by which record: add “Superseded by ADR …”."))
        }
        return problems
    }

    /// - Parameter lacking: what the other record should say and does not; nil when it does.
    private func back(
        from record: DecisionRecord, to number: Int, says: String,
        lacking: (DecisionRecordsDetails.Record) -> String?
    ) -> [Problem] {
        let name = record.details.number.map { "ADR \($0)" } ?? record.details.title
        guard let others = byNumber[number] else {
            return [
                problem(
                    .danglingLink, record, "\(name) \(says) \(number), and there is no such record: mend the number.")
            ]
        }
        // Of records with one number any may answer; that there are several is a problem of its own.
        let answers = others.map { lacking($0.details) }
        guard let other = others.first, !answers.contains(nil), let words = answers.first.flatMap({ $0 }) else {
            return []
        }
        return [
            problem(
                .missingBackLink, other,
                "\(name) \(says) \(number), but ADR \(number) does not say so: add “\(words)” to its status.")
        ]
    }

    private func links(of record: DecisionRecord) -> [Problem] {
        let folder = record.folder == "." ? "" : record.folder
        return record.links.compactMap { link in
            let mention = DocumentMention(target: link, isCode: false)
            guard let path = mention.candidates(in: folder).first, !present.contains(path),
                DecisionRecordName(path).number != nil, path.hasPrefix(folder)
            else { return nil }
            return problem(
                .danglingLink, record, "It links to \(link), which is not there: mend the link.", severity: .warning)
        }
    }

    private var statuses: [Problem] {
        records.filter { $0.details.status == nil }.map {
            problem(
                .missingStatus, $0, "It has no status: add proposed, accepted, rejected, deprecated or superseded.",
                severity: .warning)
        }
    }

    /// An error where the records have a field for it; a format without one asks for a word with the team instead.
    private var deciders: [Problem] {
        let unnamed = records.filter { $0.details.status?.hasPrefix("accepted") == true && !$0.namesDeciders }
        if records.contains(where: \.hasDeciderField) {
            return unnamed.map {
                problem(.missingDeciders, $0, "It is accepted and names nobody who decided: fill in the deciders.")
            }
        }
        guard let first = unnamed.first else { return [] }
        let which = unnamed.count == 1 ? "It is accepted and does not" : "\(unnamed.count) accepted records here do not"
        return [
            problem(
                .missingDeciders, first, "\(which) say who decided: add a line “Deciders: …” to the format.",
                severity: .warning)
        ]
    }
}
