import Interface
import Records
import Store

/// What a team answers for and within what time it answers, for everybody to read and for its keepers to change.
struct TeamWork: Component {
    let team: Team
    /// By name, with those that the team answers for.
    let repositories: [Choice]
    let agreement: ReviewAgreement
    /// Nil for readers who change nothing of the team.
    let formToken: String?

    struct Choice: Sendable {
        let key: RecordKey
        let name: String
        let isChosen: Bool

        /// The field in the form.
        static func field(_ key: RecordKey) -> String { "repository:\(key)" }
    }

    init(_ team: Team, in db: any Connection, formToken: String?) throws {
        let chosen = try db.repositories(ofTeam: team.name)
        let told = try db.records(HostedRepository.self).filter { !$0.isArchived || chosen.contains($0.key) }
        // What no code host tells of any more is still the team's until somebody says otherwise.
        let gone = chosen.subtracting(told.map(\.key)).map { Choice(key: $0, name: $0.description, isChosen: true) }
        self.team = team
        self.formToken = team.archivedAt == nil ? formToken : nil
        repositories =
            (told.map { Choice(key: $0.key, name: $0.fullName, isChosen: chosen.contains($0.key)) } + gone)
            .sorted { ($0.name, $0.key) < ($1.name, $1.key) }
        agreement = try db.reviewAgreement(ofTeam: team.name)
    }

    var html: HTML {
        """
        <section aria-labelledby="work"><h2 id="work">What it answers for</h2>\
        <p>\(words)</p>\(when(formToken) { form($0) })</section>
        """
    }

    private var words: String {
        let chosen = repositories.filter(\.isChosen).map(\.name)
        let own =
            chosen.isEmpty
            ? "No repository yet: builds, deployments and releases are then told of nobody’s team."
            : "Builds, deployments, releases and pull requests of \(Wording.list(chosen))."
        return "\(own) Pull requests of its members belong to it wherever they are. \(agreement.words)"
    }

    private func form(_ token: String) -> HTML {
        """
        <form method="post" action="\(href: Link("teams", team.name, "work").path)">\(FormToken(text: token))\
        \(boxes)\
        \(Field("Agreed hours until the first review", name: "agreed-hours", form: "work", .text, value: Format.number(agreement.hours), hint: "Such as 8, or 0.5."))\
        \(Field("Counted", name: "agreed-clock", form: "work", .select([.init("In working time of those who are asked", value: ReviewAgreement.Clock.working.rawValue), .init("As the clock goes, nights and weekends included", value: ReviewAgreement.Clock.elapsed.rawValue)]), value: agreement.clock.rawValue))\
        <p class="form__end"><button class="button button--plain" type="submit">Keep</button></p></form>
        """
    }

    private var boxes: HTML {
        guard !repositories.isEmpty else {
            return "<p class=\"quiet\">Repositories stand here once a code host is connected.</p>"
        }
        return """
            <fieldset class="field"><legend>Repositories</legend>\(each(repositories) { choice in
                Field(choice.name, name: Choice.field(choice.key), form: "work", .checkbox, value: choice.isChosen ? "on" : "").html
            })</fieldset>
            """
    }
}

extension ReviewAgreement {
    fileprivate var words: String {
        let clock = clock == .working ? "working hours of those who are asked" : "hours, nights and weekends included"
        return "Agreed is a first review within \(Format.number(hours)) \(clock)."
    }

    /// As somebody typed it; nil for what is no time.
    init?(hours: String, clock: String) {
        guard let number = Double(hours.replacing(",", with: ".")), number.isFinite, let clock = Clock(rawValue: clock)
        else { return nil }
        self.init(hours: number, clock: clock)
    }
}
