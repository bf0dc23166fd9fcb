import Statistics

/// What several items of one scale say together, person by person (HANDBOOK C0).
package enum ScaleScore {
    /// How much of a scale a person has to answer: 70 %.
    package static func isEnough(_ answered: Int, of items: Int) -> Bool {
        items > 0 && answered * 10 >= items * 7
    }

    /// The mean of the answered items, already turned round. Nil when too few are answered.
    package static func person(_ items: [Double?]) -> Double? {
        let answered = items.compactMap { $0 }
        return isEnough(answered.count, of: items.count) ? Statistics.mean(answered) : nil
    }

    /// A response's answers to questions of a scale, reversed items turned round. Nil where there is no answer.
    package static func items(_ response: Response, _ questions: [Question]) -> [Double?] {
        items(response, questions.map(Item.init))
    }

    /// What turning an answer round needs, for reading thousands of responses.
    struct Item {
        let id: Question.ID
        let range: ClosedRange<Int>?
        let isReversed: Bool

        init(_ question: Question) {
            id = question.id
            range = question.points?.range
            isReversed = question.isReversed
        }
    }

    static func items(_ response: Response, _ items: [Item]) -> [Double?] {
        items.map { item in
            guard case .point(let raw) = response.answers[item.id], let range = item.range, range.contains(raw) else {
                return nil
            }
            return Double(item.isReversed ? range.lowerBound + range.upperBound - raw : raw)
        }
    }

    /// How many people answered every item alike although some of them are turned round: a note on the data, never a
    /// reason to leave anybody out.
    package static func straightLines(_ responses: [Response], _ questions: [Question]) -> Int {
        guard questions.contains(where: \.isReversed), questions.contains(where: { !$0.isReversed }) else { return 0 }
        return responses.count { response in
            let raw = questions.map { response[$0.id] }
            guard case .point? = raw.first ?? nil else { return false }
            return Set(raw).count == 1
        }
    }
}
