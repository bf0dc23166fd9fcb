import BlindTickets
import Foundation
import Interface
import Statistics
import Surveys

/// What came out of a round, to be read together in ten minutes: one cell in full, and the others that the reader may see.
struct RoundResults: Component {
    let round: Round
    let questionnaire: Questionnaire
    /// The one that is shown in full.
    let cell: RoundResult.CellResult
    /// All that the reader may see.
    let cells: [Readership.Cell]
    /// Of each, by question in their order.
    let means: [String: [Double?]]
    /// Empty where the reader may not see any.
    let words: [ToldWords]
    /// Whether the reader may write back; how long those who asked for it waited.
    let mayReply: Bool
    let replyTimes: ReplyTimes?
    /// What the same people were asked elsewhere before, and the reader may see.
    let past: [ImportedSeries]
    /// What the reader's team makes of it; nil for somebody who only reads.
    let actions: ResultActions?

    var html: HTML {
        """
        \(cell.isShown ? told : Note("Not shown: too few answered, or others could be worked out from it.").html)\
        \(when(cell.id.isEmpty && cell.isShown, before))\(groups)\(cell.id.isEmpty ? written : .empty)\(when(cell.isShown ? actions : nil) { $0.html })\(downloads)
        """
    }

    private var told: HTML {
        "\(when(ResultHighlights(cell, questionnaire)) { $0.html })\(answers)\(scales)\(choices)"
    }

    private func question(_ id: Question.ID) -> Question? { questionnaire[id] }

    // MARK: Ratings

    private var rated: [(Question, RoundResult.QuestionResult)] {
        cell.questions.compactMap { shown in
            question(shown.id).flatMap { $0.points == nil ? nil : ($0, shown) }
        }
    }

    private var answers: HTML {
        guard !rated.isEmpty else { return .empty }
        let people = cell.answered ?? 0
        return """
            <section aria-labelledby="answers"><h2 id="answers">Answers</h2>\
            <p>From disagree (left, amber) to agree (right, green); the line is the middle. Mean with 95 % interval, from \
            \(Wording.count(people, "answer", "answers")); change against the last round that asked the same by a permutation test.\(when(isPaired) { _ in " The paired change is of those alone who tied their answers of both rounds together, from \(WaveSecret.leastPairs) of them on." })</p>\
            \(Table("Answers", columns: [.text("Statement"), .text("Answers"), .number("Mean"), .text("Interval"), .text("Change")] + pairedColumn, rows: rated.map { row($0, $1) + pairedCell($1.paired) }))</section>
            """
    }

    private func row(_ question: Question, _ shown: RoundResult.QuestionResult) -> [HTML] {
        guard let points = shown.points else { return ["\(question.text)", "not shown: too few answers", "", "", ""] }
        return [
            "\(question.text)", LikertBar(question.text, shares: points.shares, left: points.left).html,
            "\(Format.number(points.mean))", interval(points.interval),
            shown.change == nil && isInScale(question) ? "see its scale" : change(shown.change),
        ]
    }

    /// Of these the change of the whole scale is told.
    private func isInScale(_ question: Question) -> Bool {
        questionnaire.scales.contains { $0.items.contains(question.id) }
    }

    private func interval(_ bounds: Bounds?) -> HTML {
        bounds.map { "\(Format.number($0.low))–\(Format.number($0.high))" } ?? ""
    }

    private func change(_ change: RoundResult.ChangeResult?) -> HTML {
        guard let change else { return cell.id.isEmpty ? "first time" : "not compared" }
        switch change.finding {
        case .higher: return Tag("higher", kind(change)).html
        case .lower: return Tag("lower", kind(change)).html
        case .tooFew: return "too few to tell"
        default: return "unclear"
        }
    }

    // MARK: Tied answers

    /// Nil where nobody's tied answers tell anything: there is no column for it then.
    private var isPaired: Bool? {
        cell.questions.contains { $0.paired != nil } || cell.scales.contains { $0.paired != nil } ? true : nil
    }

    private var pairedColumn: [Table.Column] { isPaired == nil ? [] : [.text("Paired change")] }

    private func pairedCell(_ paired: RoundResult.PairedResult?) -> [HTML] {
        guard isPaired != nil else { return [] }
        guard let paired else { return ["not shown"] }
        let kind: Tag.Kind = paired.isBetter.map { $0 ? .good : .bad } ?? .plain
        let finding: HTML =
            paired.finding == .unclear
            ? "unclear" : Tag(paired.finding == .higher ? "higher" : "lower", kind).html
        let bounds = "\(Self.signed(paired.interval.low)) to \(Self.signed(paired.interval.high))"
        return [
            "\(finding), \(Self.signed(paired.difference)) (\(bounds)), \(Wording.count(paired.pairs, "person", "people"))"
        ]
    }

    private static func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + Format.number(value) }

    private func kind(_ change: RoundResult.ChangeResult) -> Tag.Kind {
        change.isBetter.map { $0 ? .good : .bad } ?? .plain
    }

    // MARK: Elsewhere

    /// The same statements on the same points, as another tool asked them before.
    private var before: HTML {
        let asked = rated.flatMap { question, shown in
            past.flatMap { series -> [[HTML]] in
                let same = series.rated.filter { $0.isSame(as: question) }
                return same.flatMap { told in
                    zip(series.waves, series.history(of: told.id)).compactMap { wave, then in
                        then?.points.map { points in
                            [
                                "\(question.text)", "\(wave.month ?? "not said") \(Tag("imported").html)",
                                "\(wave.answered)",
                                "\(Format.number(points.mean))", interval(points.interval),
                                shown.points.map { "\(Format.number($0.mean))" } ?? "not shown",
                            ]
                        }
                    }
                }
            }
        }
        guard !asked.isEmpty else { return .empty }
        return """
            <section aria-labelledby="before"><h2 id="before">Asked elsewhere before</h2>\
            <p>Other people may have answered, and the questions may have stood beside others: a trend to talk about, not a test. \
            \(Interface.Link("All that was brought in", to: Link.pastResults.path).html)</p>\(Table(
                "Asked elsewhere before", columns: [.text("Statement"), .text("When"), .number("Answered"), .number("Mean then"), .text("Interval"), .number("Mean now")],
                rows: asked))</section>
            """
    }

    // MARK: Scales

    private var scales: HTML {
        guard !cell.scales.isEmpty else { return .empty }
        return """
            <section aria-labelledby="scales"><h2 id="scales">Scales</h2>\(Table(
                "Scales", columns: [.text("Scale"), .number("Mean"), .text("Interval"), .number("Agreement"), .number("Reliability"), .text("Change")] + pairedColumn,
                rows: cell.scales.map { scaleRow($0) + pairedCell($0.paired) }))\
            <p class="quiet">Agreement is r_wg: below 0.7 the team sees the matter very differently. Reliability is Cronbach’s alpha, told from 30 answers on.</p></section>
            """
    }

    private func scaleRow(_ scale: RoundResult.ScaleResult) -> [HTML] {
        let title = questionnaire.scales.first { $0.id == scale.id }?.title ?? scale.id
        guard let mean = scale.mean else { return ["\(title)", "not shown", "", "", "", ""] }
        return [
            "\(title)", "\(Format.number(mean))", interval(scale.interval),
            scale.agreement.map { "\(Format.number($0))" } ?? "–",
            scale.reliability?.complete.map { "\(Format.number($0.raw, decimals: 2))" } ?? "–", change(scale.change),
        ]
    }

    // MARK: Choices

    private var choices: HTML {
        let asked = cell.questions.compactMap { shown in
            question(shown.id).flatMap { question in shown.options.map { (question, $0) } }
        }
        return each(asked) { question, options in
            """
            <section><h2>\(question.text)</h2>\(Table(
                question.text, columns: [.text("Answer"), .number(Self.heading(question.form))] + Self.figure(question.form),
                rows: options.inOrder.map { option in [text(option, question), share(option)] + figure(option, question.form) }))\
            \(PollNote(form: question.form, seed: question.id))</section>
            """
        }
    }

    private func text(_ option: RoundResult.OptionResult, _ question: Question) -> HTML {
        "\(question.options.first { $0.id == option.id }?.text ?? option.id)"
    }

    private func share(_ option: RoundResult.OptionResult) -> HTML {
        switch option.wording {
        case .nearlyAll: "nearly all"
        case .hardlyAny: "hardly any"
        case .some: "\(Format.percent(option.share))"
        }
    }

    private static func heading(_ form: Question.Form) -> String {
        switch form {
        case .ranking: "Put first by"
        case .dots: "Dots from"
        default: "Chosen by"
        }
    }

    private static func figure(_ form: Question.Form) -> [Table.Column] {
        switch form {
        case .ranking: [.number("Mean place")]
        case .dots: [.number("Of all dots")]
        default: []
        }
    }

    private func figure(_ option: RoundResult.OptionResult, _ form: Question.Form) -> [HTML] {
        switch form {
        case .ranking: ["\(option.meanPlace.map { Format.number($0) } ?? "–")"]
        case .dots: ["\(option.dots.map { Format.percent($0) } ?? "–")"]
        default: []
        }
    }

    // MARK: Groups

    private var groups: HTML {
        guard cells.count > 1 else { return .empty }
        let asked = questionnaire.questions.enumerated().filter { $0.element.points != nil }
        return """
            <section aria-labelledby="groups"><h2 id="groups">By group</h2>\
            <p>Those that are yours to see. What is not shown has too few answers, or would give others away.</p>\(Table(
                "By group", columns: [.text("Group"), .number("Answered")] + asked.map { .number($0.element.text) },
                rows: cells.map { row($0, asked.map(\.offset)) }))</section>
            """
    }

    private func row(_ other: Readership.Cell, _ places: [Int]) -> [HTML] {
        let title = round.title(of: other.id)
        let name: HTML =
            other.id == cell.id
            ? "<b aria-current=\"true\">\(title)</b>"
            : Interface.Link(title, to: Link.round(round.id, cell: other.id)).html
        guard let answered = other.answered else { return [name, "not shown"] + places.map { _ in "–" } }
        let means = means[other.id] ?? []
        return [name, "\(answered) of \(other.invited)"]
            + places.map { place in
                means.indices.contains(place) ? means[place].map { "\(Format.number($0))" } ?? "–" : "–"
            }
    }

    // MARK: Words

    private var written: HTML {
        let asked = questionnaire.questions.filter { $0.form == .words }
        return """
            \(each(asked) { question in
                "<section><h2>\(question.text)</h2>\(themes(question))\(quotes(question))</section>"
            })\(when(replyTimes?.sentence) { "<p>\($0) Nobody but the writer can open a reply.</p>" })\
            \(when(!asked.isEmpty, "<reply-box data-survey=\"\(round.id)\">\(followingUp)</reply-box>"))
            """
    }

    private func themes(_ question: Question) -> HTML {
        let themes = words.result(of: question.id, round.rules).themes
        guard !themes.isEmpty else { return .empty }
        return """
            <p>What several wrote about, found by counting words: \(themes.map { "“\($0.phrase)” (\($0.people) or more)" }.joined(separator: ", ")).</p>
            """
    }

    /// In the order of their random ids, which tells nothing.
    private func quotes(_ question: Question) -> HTML {
        let shown = words.shown(to: question.id, round.rules)
        guard !shown.isEmpty else {
            return Note(
                "Not shown word for word: at least \(round.rules.textThreshold) people have to write, and \(round.rules.k) of them agree."
            ).html
        }
        return """
            <p>\(Wording.capitalised(Wording.count(shown.count, "answer", "answers"))) may be read word for word. Their order tells nothing.</p>\
            <ul class="quotes">\(each(shown) { "<li>\($0.answer.text)\(answering($0))</li>" })</ul>
            """
    }

    /// The browser seals what is written here, so all of it is hidden until the script shows it.
    private func answering(_ told: ToldWords) -> HTML {
        guard mayReply, let key = told.answer.replyTo else { return .empty }
        let id = Data(told.id).base64URL
        let followUps = told.followUps.map { Data($0).base64URL }.joined(separator: " ")
        return """
            \(when(told.isReplied, " <span class=\"quiet\">Somebody wrote back.</span>"))\
            <write-back hidden data-survey="\(round.id)" data-words="\(id)" data-key="\(key)" data-follow-ups="\(followUps)">\
            <div data-part="thread"></div>\(when(told.mayBeReplied, writing(id)))</write-back>
            """
    }

    private func writing(_ id: String) -> HTML {
        Details(
            "Write back",
            content: """
                <form>\(Field("Your reply", name: "reply", form: "reply-\(id)", .lines, hint: "Sealed in this browser; only the writer can open it. What they follow up with opens here alone.", isRequired: true))\
                <p class="form__end"><button class="button button--plain" type="submit">Seal and send</button></p></form>\
                <p role="status"></p>
                """
        ).html
    }

    /// What the browser draws under each reply that it could open.
    private var followingUp: HTML {
        """
        <template><div data-part="write">\(Details(
            "Follow up",
            content: """
                <form>\(Field("Your follow-up", name: "follow-up", form: "follow", .lines, hint: "At most 4095 bytes, sealed in this browser for whoever wrote to you. Nobody learns who you are but by what you write; they read it from the next day on.", isRequired: true))\
                <fieldset class="question"><legend>When it leaves</legend><div class="question__choices">\
                <label class="question__choice"><input type="radio" name="when" value="later" checked><span>At a random moment within twelve hours</span></label>\
                <label class="question__choice"><input type="radio" name="when" value="now"><span>At once: who watches the line may see when you wrote</span></label>\
                </div></fieldset>\
                <p class="form__end"><button class="button button--plain" type="submit">Seal and send</button></p></form>
                """))</div>\
        <p data-part="status" role="status"></p>\
        <div data-part="withdraw" hidden><p class="form__end"><button class="button button--plain" type="button">Take it back</button></p></div></template>
        """
    }

    private var downloads: HTML {
        """
        <p class="form__end"><a class="button button--plain" href="\(href: Link.resultTable(round.id).path)">As a table (CSV)</a> \
        <a class="button button--plain" href="\(href: Link.results(round.id).path)">For programs (JSON)</a></p>
        """
    }
}
