import Interface
import Surveys

/// What a team reads first of a round: what to talk about, what is strong, what moved, where people see things differently.
struct ResultHighlights: Component {
    private let highlights: RoundHighlights
    private let questionnaire: Questionnaire

    /// Nil where the cell tells nothing.
    init?(_ cell: RoundResult.CellResult, _ questionnaire: Questionnaire) {
        guard let highlights = RoundHighlights(cell, questionnaire) else { return nil }
        self.highlights = highlights
        self.questionnaire = questionnaire
    }

    /// Nil where nothing stands out.
    var headline: String? {
        let worse = highlights.moved.first { $0.change?.isBetter == false }
        let better = highlights.moved.first { $0.change?.isBetter == true }
        if let talk = worse ?? highlights.low.first {
            let start = "\(name(talk)) is the one to talk about"
            return better.map { "\(start); \(name($0)) got better" } ?? start
        }
        return highlights.high.first.map { "\(name($0)) is strongest, and nothing is low" }
    }

    var html: HTML {
        let parts = [
            ("Strong", highlights.high), ("To talk about", highlights.low), ("Moved", highlights.moved),
            ("Seen very differently", highlights.apart),
        ].filter { !$0.1.isEmpty }
        guard !parts.isEmpty else { return .empty }
        return """
            <section aria-labelledby="first"><h2 id="first">Read together</h2>\
            \(DefinitionList(parts.map { (name: $0.0, value: "\($0.1.map(name).joined(separator: "; "))") }))</section>
            """
    }

    private func name(_ measure: RoundHighlights.Measure) -> String {
        let title =
            measure.isScale
            ? questionnaire.scales.first { $0.id == measure.id }?.title
            : questionnaire[Question.ID(measure.id)].map { "“\($0.text)”" }
        return title ?? measure.id
    }
}
