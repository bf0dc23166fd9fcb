/// Words as they were written, where that was promised to be possible (HANDBOOK D2, C15).
package enum Verbatims {
    /// The texts of one question that may be shown for the whole of a round: those whose writers agreed, from ten people
    /// who wrote on, in an order that tells nothing. Fewer than k texts are not shown either. Parts of the whole show none.
    package static func shown(
        _ written: [WrittenAnswer], to question: Question.ID, rules: PrivacyRules,
        using chance: inout some RandomNumberGenerator
    ) -> [String] {
        let texts = written.filter { $0.question == question }.map { answer in
            (text: answer.text.trimming(while: \.isWhitespace), maySee: answer.maySeeWords)
        }.filter { !$0.text.isEmpty }
        let shown = texts.filter(\.maySee).map(\.text)
        guard texts.count >= rules.textThreshold, rules.isEnough(shown.count) else { return [] }
        return shown.shuffled(using: &chance)
    }
}

extension String {
    fileprivate func trimming(while isMargin: (Character) -> Bool) -> String {
        let start = firstIndex { !isMargin($0) } ?? endIndex
        let end = lastIndex { !isMargin($0) }.map(index(after:)) ?? start
        return String(self[start..<end])
    }
}
