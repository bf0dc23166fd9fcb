import BlindTickets
import Foundation
import Interface
import Surveys

/// One round: its promise first, then its questions while it is open, and what came out when it has ended.
struct RoundPage: Page {
    let round: Round
    let questionnaire: Questionnaire
    let phase: RoundPhase
    /// What the reader may do; nil for somebody who is not asked.
    let segment: String?
    /// Answers so far; nil below the least number that is shown.
    let answered: Int?
    /// Who else may answer in the reader's segment, by name; nobody for somebody who is not asked.
    let people: [String]
    /// What came out, as far as the reader may see it.
    let results: RoundResults?
    /// The reader may end the series that it belongs to.
    let seriesEnd: SeriesEnd?

    var title: String {
        results.flatMap { ResultHighlights($0.cell, questionnaire)?.headline } ?? round.manifest.title
    }
    var room: Room.ID? { "pulse" }
    var scripts: [Asset] {
        if isAsked { return [.blindTickets, .tickets, .pulse] }
        return results == nil ? [] : [.blindTickets, .tickets, .replies]
    }

    private var questions: [Question] { questionnaire.questions }
    private var isAsked: Bool { segment != nil && phase == .open }
    private var manifest: Manifest { round.manifest }

    var content: HTML {
        """
        \(PageHead(title, lead: "\(lead)", above: Breadcrumb([Anchor("Pulse", to: Link.pulse.path)], current: title).html))
        \(results?.html ?? closed)\(promise)\(when(isAsked, client))\(state)\(when(seriesEnd) { $0.html })
        """
    }

    /// Says to somebody who may see nothing of a result why.
    private var closed: HTML {
        guard phase.showsResults else { return .empty }
        return Note(
            "What came out is for those who were asked. Who sees it was fixed before it began and stands below."
        ).html
    }

    private var lead: String {
        switch phase {
        case .draft, .announced: "Opens on \(day(manifest.opens)). Its rules are fixed from now on."
        case .open: "Open until \(day(manifest.closes)). \(progress)"
        case .closing: "Closed. Answers that wait for their moment are still on their way. \(progress)"
        case .sealed: "Ended. The results are about to appear."
        case .released, .discussed, .archived, .deleted:
            "\(ended) on \(day(manifest.closes)). \(counts) Nobody, including the administrators, can tie an answer to a person."
        case .withheld:
            "Ended on \(day(manifest.closes)). Fewer than \(manifest.k) answered: nothing is shown, and nothing was kept."
        }
    }

    /// Of which round, where the title does not say it, and of which group, where it is not the whole.
    private var ended: String {
        let group = (results?.cell.id).flatMap { $0.isEmpty ? nil : round.title(of: $0) }
        let named = [title == manifest.title ? nil : manifest.title, group].compactMap { $0 }
        return named.isEmpty ? "Ended" : "\(named.joined(separator: ", ")), ended"
    }

    private var progress: String {
        let people = manifest.segments.reduce(0) { $0 + $1.size }
        guard let answered else { return "Fewer than \(manifest.k) of \(people) have answered so far." }
        return "\(answered) of \(people) have answered so far."
    }

    private var counts: String {
        if let cell = results?.cell, !cell.id.isEmpty {
            return cell.answered.map { "\($0) of \(cell.invited) answered." } ?? ""
        }
        return round.counts.map { "\($0.answered) of \(manifest.segments.reduce(0) { $0 + $1.size }) answered." } ?? ""
    }

    private func day(_ date: Date) -> String { Days.long(Int64(date.timeIntervalSince1970)) }

    /// All of it in sight before the first question; folded up beside results.
    private var promise: HTML {
        let parts = round.explanation.parts
        return """
            <section class="promise" aria-labelledby="promise"><h2 id="promise">\(parts[0].title)</h2>\
            <p>\(parts[0].sentences.joined(separator: " "))</p>\(circle)\
            \(results == nil ? rules(parts.dropFirst()) : Details("What held", content: rules(parts.dropFirst())).html)\
            <p><a href="\(href: Link.manifest(round.id).path)">The rules themselves</a>, byte by byte.</p></section>
            """
    }

    /// Among whom the reader's answer is one.
    private var circle: HTML {
        guard let mine = manifest.segments.first(where: { $0.id == segment }) else { return .empty }
        return """
            <p>You answer as one of the \(mine.size) people of <b>\(mine.title)</b>. Who they are was fixed when the round was announced.</p>\
            \(when(!people.isEmpty, Details("The \(mine.size) people", content: "<p>\(people.joined(separator: ", "))</p>").html))
            """
    }

    private func rules(_ parts: ArraySlice<Explanation.Part>) -> HTML {
        "<dl class=\"promise\">\(each(parts) { "<dt>\($0.title)</dt>\(each($0.sentences) { "<dd>\($0)</dd>" })" })</dl>"
    }

    private var state: HTML {
        phase.showsResults ? receipts : .empty
    }

    private var receipts: HTML {
        guard let counts = round.counts else { return .empty }
        return """
            <section aria-labelledby="trust"><h2 id="trust">Can I trust this?</h2><p class="note">\
            \(Wording.capitalised(Wording.count(counts.issued, "ticket was", "tickets were"))) handed out, \
            \(Wording.number(counts.answered)) came back, none twice. The keys of this round are destroyed. \
            <a href="\(href: Link.usedTickets(round.id).path)">The list of used tickets</a> shows whether yours is among them.</p></section>
            """
    }

    /// Everything but the form works with the script alone, so all of it is hidden until the script shows it.
    private var client: HTML {
        """
        <pulse-round data-survey="\(round.id)" data-segment="\(segment ?? "")">\
        <noscript>\(Note("Your browser makes the ticket, which needs scripts. With scripts off, answer from the command line: <code>tutti pulse answer</code>."))</noscript>\
        <div data-part="insecure" hidden>\(Note(.bad, "This page came over a line on which others could change it, and your browser offers no cryptography on such pages. Ask for https, or answer from the command line: <code>tutti pulse answer</code>."))</div>\
        <div data-part="trouble" role="alert" hidden>\(Note(.bad, .empty))</div>\
        <p data-part="status" role="status" tabindex="-1"></p>\
        <div data-part="planned" hidden><p class="form__end"><button class="button button--plain" type="button">Take it back</button></p></div>\
        <div data-part="form" hidden>\(form)</div>\
        \(when(manifest.series) { _ in "<div data-part=\"tie\" hidden>\(carryTie)</div>" })\
        <div data-part="carry" hidden>\(carry)</div>\
        <div data-part="ticket" hidden>\(Field("Your ticket", name: "ticket", form: "carried", .secretLines, hint: "Save it as a file and answer with tutti pulse answer --ticket. It is here no longer, and there is no other one.").html)</div>\
        </pulse-round>
        """
    }

    /// For whoever would rather not answer in a browser, which has fetched the only ticket.
    private var carry: HTML {
        Details(
            "Answer from the command line instead",
            content: """
                <p>The careful way: there no server delivers the code that protects you. It needs the ticket that lies here.</p>\
                <p class="form__end"><button class="button button--plain" type="button">Take my ticket with me</button></p>
                """
        ).html
    }

    /// For whoever answers one round of a series here and the next elsewhere.
    private var carryTie: HTML {
        Details(
            "Carry what ties my answers",
            content: """
                <p>Another device of yours is another person, unless you carry the secret of these rounds there: as a line of text.</p>\
                <ul class="plain">\(each(TieLine.dangers) { "<li>\($0)</li>" })</ul>\
                <p class="form__end"><button class="button button--plain" type="button" data-step="show">Show the line of this browser</button></p>\
                \(Field("The line of this browser", name: "tie-shown", form: "carry-tie", .secretLines, hint: "For tutti pulse tie take, or this page in another browser."))\
                \(Field("A line from elsewhere", name: "tie-taken", form: "carry-tie", .secretLines, hint: "From tutti pulse tie show, or this page in another browser."))\
                <p class="form__end"><button class="button button--plain" type="button" data-step="take">Take it over</button></p>\
                <p role="status"></p>
                """
        ).html
    }

    private var form: HTML {
        let seconds = questions.reduce(0) { $0 + $1.seconds }
        return """
            <section aria-labelledby="questions"><h2 id="questions">\(Wording.capitalised(Wording.count(questions.count, "question", "questions"))), \
            about \(Wording.count(max(1, (seconds + 30) / 60), "minute", "minutes"))</h2>\
            <p>Leave out what you do not want to answer.</p>\
            <form>\(each(questions.enumerated()) { QuestionField(question: $0.element, number: $0.offset + 1).html })\
            \(when(hasWords, Field("My words may be shown as I wrote them, with at least \(manifest.textThreshold) answers", name: "may-see-words", form: "answer", .checkbox).html))\
            \(when(hasWords, Field("Whoever leads may write back to my words", name: "may-reply", form: "answer", .checkbox, hint: "Only this browser can open the reply; it is gone when you clear its data.").html))\
            \(when(manifest.series) { tie($0) })\
            <fieldset class="question"><legend>When it leaves</legend><div class="question__choices">\
            <label class="question__choice"><input type="radio" name="when" value="later" checked><span>At a random moment \(manifest.isShort ? "before the close" : "within twelve hours")</span></label>\
            <label class="question__choice"><input type="radio" name="when" value="now"><span>At once: who watches the line may see when you answered</span></label>\
            </div></fieldset>\
            <p class="form__end"><button class="button" type="submit">Answer</button></p></form></section>
            """
    }

    /// Off unless the person switches it on, with the danger of it in front.
    private func tie(_ series: Manifest.Series) -> HTML {
        """
        <fieldset class="question"><legend>Over several rounds</legend>\
        <p>This is round \(series.wave) of at most \(WaveSecret.mostWaves) over which you may tie your own answers together. Without it this answer stands by itself.</p>\
        <ul class="plain">\(each(series.warnings) { "<li>\($0)</li>" })</ul>\
        \(Field("Tie my answers of these rounds together", name: "tie", form: "answer", .checkbox, hint: "Switched off again, what ties them is destroyed in this browser."))</fieldset>
        """
    }

    private var hasWords: Bool { questions.contains { $0.form == .words } }
}
