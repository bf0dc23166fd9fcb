import Interface
import Records
import Signals

/// What a repository should have so that somebody new can work in it, and how to add what is missing.
struct StandardsView: KnowledgeBody {
    let readings: Readings

    private var details: RepositoryStandardsDetails? {
        readings.details("repository-standards", as: RepositoryStandardsDetails.self)
    }

    var title: String {
        guard let details else { return "Nothing to check yet" }
        guard let first = details.missing.first else { return "Everything that a newcomer needs is here" }
        return details.missing.count == 1
            ? "One thing is missing: \(first.title.lowercased())"
            : Wording.capitalised("\(Wording.number(details.missing.count)) things that a newcomer needs are missing")
    }

    var lead: HTML {
        "Eight things that spare a team questions. <code>tutti check</code> prints the same and fails when one is missing. \(explain("repository-standards"))"
    }

    var content: HTML {
        guard let details else { return nothing("repository-standards", title: "A check of the repository") }
        return Table(
            "Standards of the repository",
            columns: [.text("What, why, and how to add it"), .text("Found")],
            rows: details.items.map { item in
                [
                    "<strong>\(item.title)</strong><br>\(item.why) \(item.found == nil ? prose(item.howToAdd) : .empty)",
                    item.found.map { "\(Tag("here", .good)) \(name($0))" } ?? Tag("missing", .bad).html,
                ]
            }
        ).html
    }
}
