import Interface
import Records
import Signals

/// What goes on at the same time on the same files.
struct BranchesView: KnowledgeBody {
    let readings: Readings

    private var details: ParallelWorkDetails? { readings.details("parallel-work", as: ParallelWorkDetails.self) }

    var title: String {
        guard let details else { return "Fewer than two branches are open: nothing can be in another's way" }
        let clashes = details.pairs.count { $0.kind == .clash }
        if clashes > 0 {
            return Wording.capitalised(
                "\(Wording.count(clashes, "pair", "pairs")) of open branches cannot be merged with one another")
        }
        return details.pairs.isEmpty
            ? "\(Format.count(details.branches, "open branch", "open branches")), none in another's way"
            : "\(Format.count(details.pairs.count, "pair", "pairs")) of open branches touch what belongs together"
    }

    var lead: HTML {
        """
        Two people who change the same thing at the same time find out when the second one merges. Here it is seen before. \
        \(explain("parallel-work"))
        """
    }

    var content: HTML {
        guard let details else { return nothing("parallel-work", title: "What is open") }
        return """
            \(section("clashes", "Cannot be merged with one another", "Git tried, and found conflicts in these files.", details, .clash))
            \(section("files", "Share files", "Git can merge them; whether the result works is for people to see.", details, .files))
            \(section("coupled", "Touch what changes together", "Each touches a file that usually changes with one of the other's.", details, .coupled))
            """
    }

    private func section(
        _ id: String, _ title: String, _ lead: String, _ details: ParallelWorkDetails, _ kind: ParallelWorkDetails.Kind
    ) -> HTML {
        let pairs = details.pairs.filter { $0.kind == kind }
        return """
            <section aria-labelledby="\(id)"><h2 id="\(id)">\(title)</h2><p>\(lead)</p>\
            \(Table(
                title, columns: [.text("One"), .text("The other"), .text("Where")],
                rows: pairs.prefix(50).map { pair in [cell(pair.first), cell(pair.second), places(pair)] },
                none: "None.").html)</section>
            """
    }

    private func cell(_ branch: ParallelWorkDetails.Branch) -> HTML {
        "\(name(branch.name))<br>\(Wording.list(branch.names)), \(Days.long(branch.updatedAt))"
    }

    private func places(_ pair: ParallelWorkDetails.Pair) -> HTML {
        let listed = pair.kind == .coupled ? pair.coupled.map { "\($0.first) with \($0.second)" } : pair.files
        let more = listed.count - 5
        return "\(each(listed.prefix(5)) { "\(name($0))<br>" })\(when(more > 0, "and \(Format.number(more)) more"))"
    }
}
