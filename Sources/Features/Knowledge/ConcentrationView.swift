import Interface
import Records
import Signals

/// Modules by how few people know them, the islands among them, and who could learn those next.
struct ConcentrationView: KnowledgeBody {
    let readings: Readings
    let module: String?

    private var silos: KnowledgeSilosDetails? {
        readings.details("knowledge-silos", as: KnowledgeSilosDetails.self)
    }

    private var modules: [KnowledgeSilosDetails.Module] {
        let all = silos?.modules ?? []
        guard let module else { return all }
        return all.filter { $0.path == module || $0.path.hasPrefix(module + "/") }
    }

    /// Whether a module was chosen that the numbers do not have.
    private var isElsewhere: Bool { module != nil && modules.isEmpty }

    var title: String {
        guard silos != nil else { return "Too little is known to map knowledge" }
        if isElsewhere { return "There is no such module in these numbers" }
        let alone = modules.count { $0.state == .silo }
        let orphaned = modules.count { $0.state == .orphaned }
        let shared = modules.count { $0.state == .shared && $0.contributors >= 3 }
        let few = shared == 0 ? "none" : Wording.number(shared)
        let rest = "\(few) \(shared < 2 ? "is" : "are") shared by three or more"
        if orphaned > alone {
            let subject = Wording.count(orphaned, "module has", "modules have")
            return Wording.capitalised("\(subject) nobody active who wrote them; \(rest)")
        }
        let subject = Wording.count(alone, "module rests", "modules rest")
        return Wording.capitalised("\(subject) on one person; \(rest)")
    }

    var lead: HTML {
        """
        Who wrote the files of \(name(readings.repository.name)), module by module. A map of where to pair next, not of who \
        is better. \(explain("knowledge-silos"))
        """
    }

    var content: HTML {
        guard silos != nil else { return nothing("knowledge-silos", title: "A map of what is known by few") }
        if isElsewhere { return elsewhere }
        return """
            \(map)
            <section aria-labelledby="islands"><h2 id="islands">Islands, and who could learn them next</h2>\(islands)</section>
            <section aria-labelledby="owners"><h2 id="owners">Who knows which module</h2>\(owners)</section>
            \(orphans)
            """
    }

    private var elsewhere: HTML {
        """
        <p>No source file lies under <code>\(name(module ?? ""))</code> in \(Scope(team: readings.scope.team).phrase): it was moved, or belongs to \
        somebody else.</p><p>\(Link.knowledge(readings).anchor("Show all modules").button(isMain: true))</p>
        """
    }

    private var map: HTML { KnowledgeMap(modules: modules, readings: readings).html }

    private var islands: Table {
        Table(
            "Modules that one person knows",
            columns: [
                .text("Module"), .number("Lines"), .text("Knows it"), .text("Nearest to it"),
            ],
            rows: modules.filter { $0.state == .silo }.map { module in
                [
                    name(module.path), "\(Format.number(module.lines))",
                    name(module.holder?.name ?? "nobody who is active"),
                    neighbours(of: module),
                ]
            },
            none: "No module rests on one person.")
    }

    private func neighbours(of module: KnowledgeSilosDetails.Module) -> HTML {
        guard !module.neighbours.isEmpty else { return "nobody yet" }
        return each(module.neighbours.prefix(3), between: ", ") { neighbour in
            "\(name(neighbour.person.name)) (\(nearness(neighbour)))"
        }
    }

    private func nearness(_ neighbour: KnowledgeSilosDetails.Neighbour) -> String {
        let changes = neighbour.changes > 0 ? [Format.count(neighbour.changes, "change", "changes")] : []
        let reviews = neighbour.reviews > 0 ? [Format.count(neighbour.reviews, "review", "reviews")] : []
        return (changes + reviews).joined(separator: ", ")
    }

    private var owners: Table {
        let known = readings.details("ownership", as: OwnershipDetails.self)?.modules ?? []
        let shown = known.filter { module == nil || $0.path == module }
        return Table(
            "Modules and the people who know them, last twelve months",
            columns: [
                .text("Module"), .number("Lines"), .number("Commits"), .number("Largest part by one"),
                .number("Five per cent or more"), .number("Less"), .text("Know it"),
            ],
            rows: shown.map { module in
                [
                    name(module.path), "\(Format.number(module.lines))", "\(Format.number(module.commits))",
                    "\(module.ownership.map { Format.percent($0) } ?? "too few commits")", "\(module.majors)",
                    "\(module.minors)", each(module.known.prefix(4), between: ", ") { name($0.name) },
                ]
            },
            none: "No module had enough commits in the last twelve months.")
    }

    private var orphans: HTML {
        guard let details = readings.details("orphaned-knowledge", as: OrphanedKnowledgeDetails.self),
            details.orphanedFiles > 0
        else { return .empty }
        let table = Table(
            "Modules with files whose authors are no longer active",
            columns: [
                .text("Module"), .number("Files without an active author"), .number("Their lines"), .text("Nearest"),
            ],
            rows: details.modules.filter { $0.orphanedFiles > 0 }.prefix(12).map { module in
                [
                    name(module.path), "\(Format.number(module.orphanedFiles)) of \(Format.number(module.files))",
                    "\(Format.number(module.orphanedLines))",
                    module.nearest.isEmpty
                        ? "nobody yet" : each(module.nearest.prefix(3), between: ", ") { name($0.name) },
                ]
            })
        return """
            <section aria-labelledby="orphans"><h2 id="orphans">Already without anybody who wrote it</h2>\(table)</section>
            """
    }
}
