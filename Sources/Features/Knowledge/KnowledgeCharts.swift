import Interface
import Records
import Signals

/// Modules by size and by how much of them one person wrote.
struct KnowledgeMap {
    let modules: [KnowledgeSilosDetails.Module]
    /// Nil in a file that stands alone: it has no page to lead to.
    let readings: Readings?

    var html: HTML {
        Treemap(
            ChartCaption(
                title, description: description, explain: readings.map { Link.signal("knowledge-silos", of: $0).path }
            ),
            things: "Module", tiles: modules.map(tile), areaTitle: "Lines",
            shareTitle: "Share of files that one active person wrote", markMeans: "nobody else wrote or reviewed there"
        ).html
    }

    private var title: String {
        if let thinnest = largest(.silo) { return "\(thinnest.path) is where most lines rest on one person" }
        if let left = largest(.orphaned) { return "\(left.path) is the largest module without an active author" }
        return "No module rests on one person alone"
    }

    private func largest(_ state: KnowledgeSilosDetails.State) -> KnowledgeSilosDetails.Module? {
        modules.filter { $0.state == state }.max { ($0.lines, $1.path) < ($1.lines, $0.path) }
    }

    private var description: String {
        let files = modules.reduce(0) { $0 + $1.files }
        let lines = modules.reduce(0) { $0 + $1.lines }
        return """
            Area: lines. Depth of colour: share of the files that one active person is an author of. \
            \(Format.count(lines, "line", "lines")) in \(Format.count(files, "source file", "source files")) of \
            \(Format.count(modules.count, "module", "modules")).
            """
    }

    private func tile(_ module: KnowledgeSilosDetails.Module) -> Treemap.Tile {
        Treemap.Tile(
            module.path, area: Double(module.lines), share: module.state == .orphaned ? nil : module.topShare,
            detail: detail(module), isMarked: module.state == .silo,
            href: readings.map { Link.knowledge($0).with("module", module.path).path })
    }

    private func detail(_ module: KnowledgeSilosDetails.Module) -> String {
        switch module.state {
        case .orphaned: "no active author"
        case .dormant: "\(Format.percent(module.topShare)) by one, at rest"
        case .silo, .shared, .small: "\(Format.percent(module.topShare)) by one"
        }
    }
}

/// Files by change and length.
struct HotspotChart {
    let details: HotspotsDetails

    var html: HTML {
        ScatterPlot(
            ChartCaption(
                "The files to the upper right are long and often changed",
                description: """
                    One point a file with a change in the last twelve months, at most two hundred of \
                    \(Format.count(details.fileCount, "source file", "source files")); \
                    \(Format.count(details.commits, "commit", "commits")). The hottest carry their names.
                    """),
            things: "File",
            points: details.files.map {
                ScatterPlot.Point($0.path, x: Double($0.churn), y: Double($0.lines), weight: $0.heat)
            },
            x: Axis("Commits in twelve months", spacing: .logarithmic),
            y: Axis("Lines with text", spacing: .logarithmic)
        ).html
    }
}

/// Lines by how long ago their file last changed.
struct CodeAgeChart {
    let details: CodeAgeDetails

    var html: HTML {
        BarChart(
            ChartCaption(
                "A tenth of the lines lie in files untouched for \(Format.months(details.p90)) or more",
                description: """
                    Lines of \(Format.count(details.files, "source file", "source files")) by the time since the file's last \
                    change of content. Middle half of the lines: \(Format.number(details.p25)) to \(Format.number(details.p75)) months.
                    """),
            things: "Months since the last change",
            bars: details.buckets.map { BarChart.Bar(label($0), Double($0.lines)) },
            axis: Axis("Lines"), direction: .vertical
        ).html
    }

    private func label(_ bucket: CodeAgeDetails.Bucket) -> String {
        guard let end = bucket.toMonths else { return "\(Format.number(bucket.fromMonths)) or more" }
        return bucket.fromMonths == 0
            ? "under \(Format.number(end))" : "\(Format.number(bucket.fromMonths))–\(Format.number(end))"
    }
}

/// Modules that change together, strongest first.
struct CouplingChart {
    let details: CouplingDetails

    var html: HTML {
        guard !details.modules.isEmpty else {
            return Note(
                "No two modules change together in at least 30 % of their changes (\(Format.count(details.changeSets, "change set", "change sets")))."
            ).html
        }
        return BarChart(
            ChartCaption(
                "Modules that change together",
                description: """
                    Degree: shared changes as a part of the mean of both modules' changes. \
                    \(Format.count(details.changeSets, "change set", "change sets")) of at most thirty files; at least five shared.
                    """),
            things: "Modules",
            bars: details.modules.prefix(15).map { BarChart.Bar("\($0.first) ↔ \($0.second)", $0.degree / 100) },
            axis: Axis("Degree", format: .percent, bounds: 0...1)
        ).html
    }
}
