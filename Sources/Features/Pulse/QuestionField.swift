import Interface
import Surveys

/// One question of a round, to be answered or left out.
struct QuestionField: Component {
    let question: Question
    let number: Int

    private var id: String { "question-\(number)" }

    var html: HTML {
        switch question.form {
        case .points(let points): set(each(points.range) { radio("\($0)", points.words[$0] ?? "", point: "\($0)") })
        case .choice(let options): set(each(options) { radio($0.id, $0.text) })
        case .several(let options, let most):
            set(each(options) { box($0) }, hint: most < options.count ? "At most \(most)." : nil)
        case .ranking(let options):
            set(each(options) { rank($0, among: options.count) }, hint: "1 is the most important.")
        case .dots(let options, let most, let each):
            set(
                dots(options, on: each),
                hint:
                    "\(Wording.capitalised(Wording.count(most, "dot", "dots"))), at most \(Wording.number(each)) on one."
            )
        case .words: words
        }
    }

    /// What `pulse.js` reads: the question's id and the kind of its answer.
    private var data: HTML { "data-question=\"\(question.id.text)\" data-kind=\"\(kind)\"" }

    private var kind: String {
        switch question.form {
        case .points: "point"
        case .choice: "choice"
        case .several: "several"
        case .ranking: "ranking"
        case .dots: "dots"
        case .words: "words"
        }
    }

    private func set(_ controls: HTML, hint: String? = nil) -> HTML {
        """
        <fieldset class="question" \(data)><legend>\(question.text)</legend>\(when(hint) { "<p class=\"field__hint\">\($0)</p>" })\
        <div class="question__choices question__choices--\(kind)">\(controls)</div>\(why)</fieldset>
        """
    }

    private func radio(_ value: String, _ words: String, point: String? = nil) -> HTML {
        """
        <label class="question__choice"><input type="radio" name="\(id)" value="\(value)">\
        <span>\(when(point) { "<b>\($0)</b>" })\(when(!words.isEmpty, " \(words)"))</span></label>
        """
    }

    private func box(_ option: Question.Option) -> HTML {
        """
        <label class="question__choice"><input type="checkbox" name="\(id)" value="\(option.id)"><span>\(option.text)</span></label>
        """
    }

    private func rank(_ option: Question.Option, among count: Int) -> HTML {
        """
        <label class="question__choice"><select name="\(id)" data-option="\(option.id)"><option value="">–</option>\
        \(each(1...count) { "<option value=\"\($0)\">\($0)</option>" })</select><span>\(option.text)</span></label>
        """
    }

    private func dots(_ options: [Question.Option], on one: Int) -> HTML {
        each(options) { option in
            """
            <label class="question__choice"><select name="\(id)" data-option="\(option.id)">\
            \(each(0...one) { "<option value=\"\($0)\">\($0)</option>" })</select><span>\(option.text)</span></label>
            """
        }
    }

    private var words: HTML {
        """
        <div class="question" \(data)><label for="\(id)">\(question.text)</label>\
        <p class="field__hint" id="\(id)-hint">What you write may tell who you are: names, dates, turns of phrase. It is kept apart \
        from your ratings.</p><textarea id="\(id)" name="\(id)" rows="4" maxlength="\(Question.mostCharacters)" \
        aria-describedby="\(id)-hint"></textarea>\(why)</div>
        """
    }

    private var why: HTML {
        when(!question.why.isEmpty, "<p class=\"question__why\">\(question.why)</p>")
    }
}
