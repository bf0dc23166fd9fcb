import Foundation

extension ImportRows {
    /// A CSV export with a row for every person, or, as some services write it, a row for every answer.
    init(_ table: TextTable, _ source: SurveyImport.Source, name: String, group: String?) throws(ImportTrouble) {
        if let group, !table.header.contains(group) { throw .unknownGroup(group) }
        oddities = table.oddities
        if let layout = LongLayout(table.header) {
            self.long(table, layout, name: name, group: group)
        } else {
            self.wide(table, source, name: name, group: group)
        }
    }

    private mutating func wide(_ table: TextTable, _ source: SurveyImport.Source, name: String, group: String?) {
        let moment = Self.moments.lazy.compactMap { known in
            table.header.firstIndex { IdentityColumns.plain($0).hasPrefix(known) }
        }.first
        let places = table.header.indices.filter { place in
            let column = table.header[place]
            if column == group { return false }
            let tells = IdentityColumns.tells(column) || IdentityColumns.tells(table.column(place))
            if tells { dropped.append(column) }
            return !tells
        }
        questions = places.map { (table.header[$0], table.header[$0]) }
        let groupPlace = group.flatMap { table.header.firstIndex(of: $0) }
        for row in table.rows {
            let when = moment.map { row.fields[$0] }
            // LimeSurvey writes no date where somebody stopped half-way.
            if source == .limeSurvey, when?.isEmpty ?? false {
                oddities.append(TextTable.Oddity(line: row.line, why: "was not finished"))
                continue
            }
            var answers: [String: [String]] = [:]
            for place in places {
                let text = row.fields[place].trimmingCharacters(in: .whitespacesAndNewlines)
                if !text.isEmpty { answers[table.header[place]] = Self.choices(text) }
            }
            let part = groupPlace.map { row.fields[$0].trimmingCharacters(in: .whitespaces) }
            rows.append(
                Row(survey: name, month: Self.month(when), group: part?.isEmpty ?? true ? nil : part, answers: answers))
        }
    }

    private static let moments = ["submitdate", "datesubmitted", "timestamp", "createdat", "created", "date"]

    /// Several choices in one field stand between semicolons.
    private static func choices(_ text: String) -> [String] {
        let parts = text.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        return parts.count > 1 && parts.allSatisfy { $0.count <= 60 } ? parts : [text]
    }

    /// Where a row is one answer.
    private struct LongLayout {
        let person: Int
        let question: Int
        let answer: Int
        let survey: Int?
        let moment: Int?

        init?(_ header: [String]) {
            let names = header.map(IdentityColumns.plain)
            func place(_ known: [String]) -> Int? { known.lazy.compactMap { names.firstIndex(of: $0) }.first }
            guard let person = place(["participantid", "participant", "respondentid", "sessionid"]),
                let question = place(["slidetitle", "question", "slide", "questiontitle", "slideid", "questionid"]),
                let answer = place(["response", "answer", "value"])
            else { return nil }
            (self.person, self.question, self.answer) = (person, question, answer)
            survey = place(["polltitle", "poll", "survey", "pollid", "surveyid"])
            moment = place(["createdat", "created", "date", "timestamp", "submittedat"])
        }
    }

    private mutating func long(_ table: TextTable, _ layout: LongLayout, name: String, group: String?) {
        var joined = ImportJoin()
        let groupPlace = group.flatMap { table.header.firstIndex(of: $0) }
        for row in table.rows {
            let text = row.fields[layout.answer].trimmingCharacters(in: .whitespacesAndNewlines)
            let part = groupPlace.map { row.fields[$0].trimmingCharacters(in: .whitespaces) } ?? ""
            joined.add(
                person: row.fields[layout.person], survey: layout.survey.map { row.fields[$0] } ?? name,
                moment: layout.moment.map { row.fields[$0] }, question: row.fields[layout.question],
                answer: text.isEmpty ? [] : [text], group: part.isEmpty ? nil : part)
        }
        let used = [layout.question, layout.answer, layout.survey].compactMap { $0 }
        dropped = table.header.indices.filter { !used.contains($0) && $0 != groupPlace }.map { table.header[$0] }
        rows = joined.rows
        questions = joined.questions.map { ($0, $0) }
    }
}

/// Puts the answers of one person together, and forgets the person.
struct ImportJoin {
    private var people: [[String]: ImportRows.Row] = [:]
    private var order: [[String]] = []
    private(set) var questions: [String] = []

    var rows: [ImportRows.Row] { order.compactMap { people[$0] } }

    mutating func add(
        person: String, survey: String, moment: String?, question: String, answer: [String], group: String? = nil
    ) {
        let month = ImportRows.month(moment)
        let key = [survey, month ?? "", person]
        if people[key] == nil {
            order.append(key)
            people[key] = ImportRows.Row(survey: survey, month: month, group: group, answers: [:])
        }
        if !questions.contains(question) { questions.append(question) }
        if !answer.isEmpty { people[key]?.answers[question] = answer }
    }
}
