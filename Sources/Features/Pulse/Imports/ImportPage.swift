import Interface
import Records
import Surveys

/// Brings results of another survey tool in: send a file or paste, look at what would be kept, keep it.
struct ImportPage: Page {
    let form: ImportForm
    /// That may be chosen as those who were asked.
    let teams: [Team]
    let mayChooseEverybody: Bool
    /// What was read, once something was.
    var imported: SurveyImport?
    var error: String?
    let formToken: String

    var title: String { "Bring in past results" }
    var room: Room.ID? { "pulse" }

    var content: HTML {
        """
        \(PageHead(title, lead: "From Zigpoll, Formbricks or LimeSurvey. Who answered is dropped before anything is kept; groups of fewer than five are refused.", above: Breadcrumb([Anchor("Pulse", to: Link.pulse.path)], current: title).html))
        \(when(error) { Note(.bad, "\($0)").html })\(when(imported) { summary($0) })
        <form method="post" enctype="multipart/form-data" action="\(href: Link.pastResults.path)">\(FormToken(text: formToken))\
        \(Field("Where it comes from", name: "source", form: "import", .select(SurveyImport.Source.allCases.map { .init($0.title, value: $0.rawValue) }), value: form.source.rawValue))\
        \(Field("Who was asked", name: "team", form: "import", .select(audiences), value: form.team, hint: "They see the results, as if the survey had been held here."))\
        \(Field("Name of the survey", name: "name", form: "import", value: form.name, hint: "For files that do not say it."))\
        \(Field("File with the answers", name: "file", form: "import", .file, hint: "The CSV export, or the JSON that the service’s API answers with. Up to 16 megabytes; larger ones by tutti pulse import."))\
        \(Field("Or the answers themselves", name: "answers", form: "import", .secretLines, hint: "Pasted, where there is no file."))\
        \(Field("What questions ask", name: "questions", form: "import", .lines, value: form.questions, hint: "Where the answers hold ids alone: slide-1 = How was the week? One a line."))\
        \(Field("Column of the group", name: "group", form: "import", value: form.group, hint: "CSV only: the column that tells in which team somebody is. May stay empty."))\
        \(Field("Keep what may be told", name: "keep", form: "import", .select([.init("Only show what would be kept", value: ""), .init("Keep it", value: "yes")]), hint: "It cannot be brought in a second time with other groups, because both together would tell what a few answered."))\
        <p class="form__end"><button class="button" type="submit">Read it</button></p></form>
        """
    }

    private var audiences: [Field.Option] {
        (mayChooseEverybody ? [Field.Option("Everybody", value: "")] : [])
            + teams.map { Field.Option($0.title, value: $0.name) }
    }

    private func summary(_ imported: SurveyImport) -> HTML {
        let dropped = imported.dropped.joined(separator: ", ")
        return """
            <section aria-labelledby="read"><h2 id="read">What would be kept</h2>\
            \(Table("What would be kept", columns: [.text("Survey"), .text("Month"), .text("Group"), .number("Answered"), .number("Questions")], rows: imported.rounds.map { round in
                [name(round.survey), "\(round.month ?? "not said")", name(round.group ?? "all together"), "\(round.answered)", "\(round.questions.count)"]
            }, none: "Nothing: everywhere fewer than five people answered."))\
            \(when(!imported.refused.isEmpty, "<p>Refused, because too few answered or they could be worked out: \(imported.refused.joined(separator: "; ")).</p>"))\
            \(when(!dropped.isEmpty, "<p>Dropped, because it tells about people: \(dropped).</p>"))\
            \(when(!imported.oddities.isEmpty, "<p>\(Wording.count(imported.oddities.count, "row", "rows")) could not be used.</p>"))\
            <p>Choose the file once more, or paste it, and “Keep it”: the answers were not kept anywhere.</p></section>
            """
    }
}
