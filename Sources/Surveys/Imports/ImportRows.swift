import Foundation

/// Answers from elsewhere on their way to counts. Who gave them is known only while answers of one person are joined.
struct ImportRows {
    struct Row {
        var survey: String
        var month: String?
        var group: String?
        /// By question; several choices of one person stand together.
        var answers: [String: [String]]
    }

    var rows: [Row] = []
    /// In their order.
    var questions: [(id: String, text: String)] = []
    var dropped: [String] = []
    var oddities: [TextTable.Oddity] = []

    /// The month of a moment as exports write it; nil for what is none, or what an anonymised survey writes in its place.
    static func month(_ text: String?) -> String? {
        guard let match = text?.prefixMatch(of: /(\d{4})-(\d\d)-\d\d/), let year = Int(match.1), year >= 1990 else {
            return nil
        }
        return "\(match.1)-\(match.2)"
    }

    // MARK: Counting

    func aggregated(_ rules: PrivacyRules) throws(ImportTrouble) -> SurveyImport {
        let answered = rows.filter { !$0.answers.isEmpty }
        guard !answered.isEmpty else { throw .nothing }
        var rounds: [ImportedRound] = []
        var refused: [String] = []
        let keyed = Dictionary(grouping: answered) { [$0.survey, $0.month ?? ""] }
        for (key, rows) in keyed.sorted(by: { ($0.key[0], $0.key[1]) < ($1.key[0], $1.key[1]) }) {
            let month = key[1].isEmpty ? nil : key[1]
            let title = [key[0], month].compactMap { $0 }.joined(separator: " ")
            guard rules.isEnough(rows.count) else {
                refused.append(title)
                continue
            }
            let groups = Dictionary(grouping: rows.filter { $0.group != nil }) { $0.group ?? "" }.sorted {
                $0.key < $1.key
            }
            // Rows of no group are a part as well; told or not, it protects the others.
            let rest = rows.count - groups.reduce(0) { $0 + $1.value.count }
            let counts = [rows.count] + groups.map(\.value.count) + [rest]
            let shown = TreeSuppression.shown(
                parents: [-1] + counts.dropFirst().map { _ in 0 }, answers: counts, k: rules.k)
            let whole = told(rows, parts: zip(groups, shown.dropFirst()).filter(\.1).map(\.0.value), rules)
            rounds.append(round(key[0], month, nil, rows, whole))
            for (place, group) in groups.enumerated() {
                if shown[place + 1] {
                    rounds.append(round(key[0], month, group.key, group.value, whole))
                } else {
                    refused.append("\(title), \(group.key)")
                }
            }
        }
        return SurveyImport(rounds: rounds, refused: refused, dropped: dropped, oddities: oddities)
    }

    /// The questions that may be told of all rows and of every part alike: enough answers in each, and enough left over
    /// between them.
    private func told(_ rows: [Row], parts: [[Row]], _ rules: PrivacyRules) -> Set<String> {
        Set(
            questions.map(\.id).filter { id in
                let counts = ([rows] + parts).map { $0.count { $0.answers[id] != nil } }
                let rest = counts[0] - counts.dropFirst().reduce(0, +)
                return counts.allSatisfy(rules.isEnough) && (parts.isEmpty || rules.mayDiffer(by: rest))
            })
    }

    private func round(
        _ survey: String, _ month: String?, _ group: String?, _ rows: [Row], _ told: Set<String>
    ) -> ImportedRound {
        ImportedRound(
            survey: survey, month: month, group: group, answered: rows.count,
            questions: questions.filter { told.contains($0.id) }.map { question in
                Self.counted(question.id, question.text, rows.compactMap { $0.answers[question.id] })
            })
    }

    /// Numbers on few points become a scale, texts that several people chose become options; of other words only their
    /// number is kept.
    private static func counted(_ id: String, _ text: String, _ answers: [[String]]) -> ImportedQuestion {
        let isSingle = answers.allSatisfy { $0.count == 1 }
        let column = AnswerColumn(id, isSingle ? answers.map { $0[0] } : [], scale: nil)
        func question(
            _ counts: Distribution? = nil, _ told: RoundResult.PointsResult? = nil,
            _ options: [RoundResult.OptionResult]? = nil
        ) -> ImportedQuestion {
            ImportedQuestion(
                id: id, text: text, answered: answers.count, low: counts?.points.low, high: counts?.points.high,
                counts: counts?.coded.counts, points: told, options: options)
        }
        if column.kind == .scale, let points = Self.points(column.values) {
            let counts = Distribution(points, of: column.values.map { Int($0) })
            return question(counts, RoundResult.PointsResult(counts, MeanIntervals()))
        }
        if isSingle, column.kind == .number || column.kind == .words { return question() }
        var counts: [String: Int] = [:]
        for answer in answers { for option in Set(answer) { counts[option, default: 0] += 1 } }
        // What one person alone chose may be what only this person writes.
        let shared = counts.filter { $0.value > 1 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard shared.count <= 25 else { return question() }
        return question(
            nil, nil,
            shared.map { option, count in
                let pole = RoundResult.Pole(count, of: answers.count)
                return RoundResult.OptionResult(id: option, share: pole.share, wording: pole.wording, meanPlace: nil)
            })
    }

    /// The narrowest usual scale that holds all answers.
    private static func points(_ values: [Double]) -> Points? {
        guard let low = values.min(), let high = values.max() else { return nil }
        if low == 0, high > 7 || high == 0 { return Points(0...10, boxes: 2, isNetPromoter: true) }
        let usual = [1...2, 1...3, 1...4, 1...5, 1...6, 1...7, 1...10, 0...5, 0...10]
        let fitting = usual.filter { Double($0.lowerBound) <= low && high <= Double($0.upperBound) }
        return (fitting.first { $0.upperBound >= 5 && high <= 5 } ?? fitting.first).flatMap { Points($0) }
    }
}
