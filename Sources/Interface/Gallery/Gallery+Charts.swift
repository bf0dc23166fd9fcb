extension Gallery {
    var charts: HTML {
        """
        <section class="stack"><h2>Charts</h2>
        \(treemap)
        <div class="two">\(files)\(months)</div>
        \(course)
        <div class="two">\(dots)\(ages)</div>
        \(hotspots)
        \(pairs)
        \(multiples)
        <div class="two">\(flow)\(survival)</div>
        \(ageing)
        </section>
        """
    }

    private func caption(_ title: String, _ description: String) -> ChartCaption {
        ChartCaption(
            title, description: description, explain: "/signals/example",
            downloads: [Link("CSV", to: "/example.csv"), Link("JSON", to: "/example.json")])
    }

    private var treemap: Treemap {
        let modules: [(String, Double, Double?, Bool)] = [
            ("billing/ledger", 9200, 0.92, true), ("billing/invoices", 6100, 0.81, true),
            ("api/payments", 5400, 0.44, false),
            ("api/refunds", 3900, 0.38, false), ("gateway/cards", 3600, 0.61, false),
            ("gateway/sepa", 3100, 0.35, false),
            ("risk/rules", 2800, 0.73, false), ("tests/e2e", 2600, 0.27, false), ("webhooks", 2300, nil, false),
            ("db/migrations", 1900, 0.52, false), (Self.rightToLeft, 1500, 0.29, false), (Self.long, 1300, 0.4, false),
            ("docs", 900, 0.22, false), ("tools", 700, 0.3, true), ("ci", 90, 1, true), ("x", 3, 1, false),
        ]
        return Treemap(
            caption(
                "Billing is where knowledge is thinnest",
                "Area: lines alive. Colour: share of the lines written by one active person. 45,200 lines, 1,204 files, 7 people; generated and vendored files left out (18,310 lines)."
            ),
            things: "Module",
            tiles: modules.map {
                Treemap.Tile(
                    $0, area: $1, share: $2, detail: $2.map { "\(Format.percent($0)) by one" } ?? "not known",
                    isMarked: $3)
            },
            areaTitle: "Lines", shareTitle: "Share written by one person",
            markMeans: "nobody else changed it in 180 days")
    }

    private var files: BarChart {
        BarChart(
            caption("Ledger changes most", "Changes in 12 months, the six files that changed most of 1,204."),
            things: "File",
            bars: [
                .init("ledger.swift", 412), .init(Self.long, 300), .init("Rules.swift", 188, interval: 150...230),
                .init("a", 60), .init(Self.rightToLeft, 14), .init("never.swift", 0),
            ], axis: Axis("Changes", format: .whole))
    }

    private var months: BarChart {
        BarChart(
            caption("Releases come every second week", "Tags of each month, two years, 47 tags."), things: "Month",
            bars: (0..<24).map {
                BarChart.Bar("\(["Jan", "Mar", "Jun", "Sep"][$0 % 4]) 20\(24 + $0 / 12)", Double(($0 * 7) % 5))
            },
            axis: Axis("Releases", format: .whole), direction: .vertical)
    }

    private var course: LineChart {
        let weeks = 0..<52
        let shares = weeks.map { week -> Double? in
            30...34 ~= week ? nil : 0.62 - Double(week) / 200 + Double((week * 37) % 11) / 90
        }
        let felt = weeks.map { week -> Double? in week % 13 == 6 ? 0.4 + Double(week) / 200 : nil }
        let band = weeks.map { week in 0.5 - Double(week) / 220...0.72 - Double(week) / 240 }
        return LineChart(
            caption(
                "Two people joined, and commits spread", "Weeks of a year; in August nobody looked. 3,201 commits."),
            things: "Week", steps: weeks.map { "Week \($0 + 1)" },
            series: [
                .init("Share by the busiest", values: shares, band: band),
                .init("Feels shared", lens: .people, values: felt),
            ], axis: Axis("Share of commits", format: .percent), bandMeans: "where the share probably lies, 95 %",
            reference: .init(0.6, words: "median of the year before"))
    }

    private var dots: DotPlot {
        DotPlot(
            caption("Clarity is the one to talk about", "Mean of answers, 6 of 7 people."), things: "Statement",
            rows: [
                .init("I can bring up a problem", 4, interval: 3.4...4.6, sample: "6 of 7", lens: .people),
                .init("I know what is expected of my work", 2.7, interval: 1.9...3.6, sample: "6 of 7", lens: .people),
                .init("Stories unchanged after start", 4.6, interval: 4.4...4.7, sample: "120 stories"),
                .init("By location", nil, sample: "3 of 5 needed", lens: .people),
            ], axis: Axis("Mean, 1 to 5", bounds: 1...5))
    }

    private var ages: Histogram {
        Histogram(
            caption("Half the lines are younger than a year", "Age of every living line, 45,200 lines."),
            things: "lines",
            values: (0..<400).map { Double(($0 * $0) % 1460) }, axis: Axis("Age, days"))
    }

    private var hotspots: ScatterPlot {
        let points = (0..<160).map { index -> ScatterPlot.Point in
            let x = Double((index * 7919) % 997) / 9.97
            let y = Double((index * 104_729) % 1999) * (x + 8) / 60
            return ScatterPlot.Point(
                "src/module\(index % 9)/File\(index).swift", x: x * x / 20 + 1, y: y + 1, weight: x * y)
        }
        return ScatterPlot(
            caption(
                "Four files change often and are large",
                "Each mark is a file; 160 files. Names for those that matter most."),
            things: "File", points: points + [.init(Self.long, x: 480, y: 3400, weight: 1e9)],
            x: Axis("Changes in 12 months", spacing: .logarithmic), y: Axis("Lines", spacing: .logarithmic))
    }

    private var flow: StackedAreaChart {
        let days = (0..<30).map(Double.init)
        return StackedAreaChart(
            caption("Two more are under way than at the beginning", "Items at the end of each day, 30 days."),
            things: "Day", steps: (1...30).map { "2025-06-\($0 < 10 ? "0" : "")\($0)" },
            layers: [
                .init("Done", values: days.map { $0 * 1.5 }),
                .init("Under way", values: days.map { 6 + ($0 / 7).rounded() }),
                .init("Not begun", values: days.map { 12 - $0 / 5 }),
            ], axis: Axis("Items", format: .whole))
    }

    private var survival: StepChart {
        StepChart(
            caption("Half have an answer after five hours", "The share that still waits, 12 pull requests."),
            points: [.init(1, 0.92), .init(2.5, 0.75), .init(3, 0.6), .init(5, 0.5), .init(9, 0.3), .init(21, 0.1)],
            x: Axis("Working hours"), y: "Still waiting", reference: .init(0.5, words: "half"))
    }

    private var ageing: DotPlot {
        DotPlot(
            caption("Two are older than most that were finished", "Age of what is open, three things."), things: "Item",
            rows: [
                .init("#12 Retry webhooks", 14, sample: "in review", href: "/items/12"),
                .init(Self.long, 9, sample: "in progress"), .init(Self.rightToLeft, 0.5, sample: "in progress"),
            ], axis: Axis("Days", bounds: 0...0),
            references: [.init(3, words: "half were done by then"), .init(8, words: "85 % were")])
    }

    private var pairs: Matrix {
        let people = ["Mira", "Jonas", "Aiko", "Dele", "Sofia", "Chandrasekhar V.", Self.rightToLeft]
        return Matrix(
            caption("Mira and Jonas work together most", "Commits with both names, 12 months, 7 people."),
            things: "Person",
            rows: people, columns: people,
            cells: people.indices.map { row in
                people.indices.map {
                    row == $0 ? nil : Matrix.Cell(Double((row * $0 * 5) % 14) / 14, "\((row * $0 * 5) % 14)")
                }
            }, depthMeans: "14 commits together")
    }

    private var multiples: SmallMultiples {
        SmallMultiples(
            caption("Only the ledger keeps growing", "Lines by module, 12 months, one scale."), things: "Month",
            steps: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
            items: ["billing/ledger", "api", Self.long, Self.rightToLeft].enumerated().map { index, title in
                .init(
                    title, href: index == 0 ? "/modules/ledger" : nil,
                    values: (0..<12).map { index == 2 && $0 < 5 ? nil : Double(4000 + $0 * (900 - index * 300)) },
                    detail: "12,400 lines")
            }, axis: Axis("Lines", format: .whole))
    }
}
