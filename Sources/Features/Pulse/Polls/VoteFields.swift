import Interface
import Surveys

/// The controls of a vote that carries a name; they work without a script and come filled in.
struct VoteFields: Component {
    let question: Question
    let own: Answer?

    var html: HTML {
        switch question.form {
        case .choice(let options): set(each(options) { radio($0) })
        case .dots(let options, let most, let each):
            set(
                Interface.each(options) { select($0, (0...each).map { "\($0)" }, chosen: "\(dots($0))") },
                hint:
                    "\(Wording.capitalised(Wording.count(most, "dot", "dots"))), at most \(Wording.number(each)) on one."
            )
        case .ranking(let options):
            set(
                each(options.enumerated()) { place, option in
                    select(option, (1...options.count).map { "\($0)" }, chosen: "\(self.place(option) ?? place + 1)")
                }, hint: "1 is the most important; each place once.")
        case .points, .several, .words: .empty
        }
    }

    private func set(_ controls: HTML, hint: String? = nil) -> HTML {
        """
        <fieldset class="question"><legend>\(question.text)</legend>\(when(hint) { "<p class=\"field__hint\">\($0)</p>" })\
        <div class="question__choices">\(controls)</div></fieldset>
        """
    }

    private func radio(_ option: Question.Option) -> HTML {
        """
        <label class="question__choice"><input type="radio" name="\(VoteForm.field)" value="\(option.id)"\
        \(when(own == .choice(option.id), " checked"))><span>\(option.text)</span></label>
        """
    }

    private func select(_ option: Question.Option, _ values: [String], chosen: String) -> HTML {
        """
        <label class="question__choice"><select name="\(VoteForm.field(option))">\(each(values) { value in
            "<option value=\"\(value)\"\(when(value == chosen, " selected"))>\(value)</option>"
        })</select><span>\(option.text)</span></label>
        """
    }

    private func dots(_ option: Question.Option) -> Int {
        if case .dots(let given) = own { given[option.id] ?? 0 } else { 0 }
    }

    private func place(_ option: Question.Option) -> Int? {
        if case .ranking(let order) = own { order.firstIndex(of: option.id).map { $0 + 1 } } else { nil }
    }
}
