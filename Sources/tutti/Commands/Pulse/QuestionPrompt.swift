import Features
import Foundation
import Surveys

/// Asks questions on a terminal, one after another. An empty line leaves a question out.
struct QuestionPrompt {
    let style: TerminalStyle
    /// The next line that was typed; nil at the end.
    var read: () -> String? = { readLine() }
    var write: (String) -> Void = { Output.write($0) }

    /// - Throws: `CommandTrouble` when the lines end before the questions do.
    func answers(to questions: [Question], textThreshold: Int) throws -> Response {
        write("\nA line for each question; an empty one leaves it out.\n")
        var answers: [Question.ID: Answer] = [:]
        for (place, question) in questions.enumerated() {
            show(question, "\(place + 1) of \(questions.count)")
            answers[question.id] = try answer(to: question)
        }
        let wrote = answers.values.contains { if case .words = $0 { true } else { false } }
        let maySee =
            try wrote
            && agrees("May your words be shown as you wrote them, with at least \(textThreshold) answers?")
        return Response(answers, maySeeWords: maySee)
    }

    /// A yes; anything else is a no.
    func agrees(_ question: String) throws -> Bool {
        write("\n\(question) [y/N] ")
        return try ["y", "yes"].contains(line().lowercased())
    }

    private func show(_ question: Question, _ place: String) {
        let lines = style.lines(Printable.text(question.text), first: "", rest: "")
        write("\n\(style.quiet(place))\n" + lines.map { style.strong($0) + "\n" }.joined())
        switch question.form {
        case .points(let points):
            let named = points.range.compactMap { point in points.words[point].map { Printable.text("\(point) \($0)") }
            }
            write(
                "\(points.low) to \(points.high)" + (named.isEmpty ? "" : ": " + named.joined(separator: ", ")) + "\n")
        case .choice(let options): list(options, "One of them, by its number.")
        case .several(let options, let most): list(options, "Up to \(most) of them, by number, with commas between.")
        case .ranking(let options):
            list(options, "All of them in order, the most important first, with commas between.")
        case .dots(let options, let most, let each):
            list(options, "\(most) dots, at most \(each) on one: numbers with commas between, one twice for two dots.")
        case .words: write("In your words, in one line. What you write may tell who you are.\n")
        }
    }

    private func list(_ options: [Question.Option], _ hint: String) {
        let lines = options.enumerated().map { "  \($0 + 1) \(Printable.text($1.text))\n" }
        write(lines.joined() + hint + "\n")
    }

    private func answer(to question: Question) throws -> Answer? {
        while true {
            write("> ")
            let typed = try line()
            if typed.isEmpty { return nil }
            if let answer = Self.answer(typed, question), question.trouble(with: answer) == nil { return answer }
            write("That is no answer to this question. Again, or an empty line to leave it out.\n")
        }
    }

    private static func answer(_ typed: String, _ question: Question) -> Answer? {
        let options = question.options
        let chosen = typed.split(separator: ",").map { part -> String? in
            let place = Int(part.trimmingCharacters(in: .whitespaces)).map { $0 - 1 }
            return place.flatMap { options.indices.contains($0) ? options[$0].id : nil }
        }
        let known = chosen.compactMap(\.self)
        switch question.form {
        case .points: return Int(typed).map(Answer.point)
        case .words: return .words(typed)
        case _ where known.count != chosen.count: return nil
        case .choice: return known.count == 1 ? .choice(known[0]) : nil
        case .several: return .several(known)
        case .ranking: return .ranking(known)
        case .dots: return .dots(Dictionary(known.map { ($0, 1) }, uniquingKeysWith: +))
        }
    }

    private func line() throws -> String {
        guard let line = read() else {
            throw CommandTrouble("The lines ended before the questions did. Nothing was sent.")
        }
        return line.trimmingCharacters(in: .whitespaces)
    }
}
