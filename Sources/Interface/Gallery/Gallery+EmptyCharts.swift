extension Gallery {
    /// The same charts with nothing, with one value, and with equal or huge values.
    var emptyCharts: HTML {
        """
        <section class="stack"><h2>Charts at their edges</h2>
        <div class="two">\(BarChart(caption("No bars"), things: "File", bars: [], axis: Axis("Changes")))\
        \(LineChart(
            caption("One value"), things: "Month", steps: ["March"], series: [.init("One", values: [3])], axis: Axis("Days")))</div>
        <div class="two">\(LineChart(
            caption("A few equal values"), things: "Month", steps: ["January", "February", "March", "April"],
            series: [.init("Equal", values: [3, 3, nil, 3])], axis: Axis("Days")))\
        \(BarChart(
            caption("Huge numbers"), things: "Repository",
            bars: [.init("one", 1_234_567_890), .init("two", 987_654)], axis: Axis("Bytes")))</div>
        <div class="two">\(Treemap(
            caption("No tiles"), things: "Module", tiles: [], areaTitle: "Lines", shareTitle: "Share"))\
        \(Matrix(caption("One pair"), things: "Person", rows: ["A"], columns: ["B"], cells: [[.init(1, "1")]], depthMeans: "1"))</div>
        <div class="two">\(ScatterPlot(
            caption("One point"), things: "File", points: [.init("only.swift", x: 4, y: 4, weight: 1)], x: Axis("Changes"),
            y: Axis("Lines")))\
        \(Histogram(caption("No values"), things: "files", values: [], axis: Axis("Age, days")))</div>
        <div class="two">\(StackedAreaChart(
            caption("No flow"), things: "Day", steps: [], layers: [.init("Done", values: [])], axis: Axis("Items")))\
        \(StepChart(caption("Nothing is over"), points: [], x: Axis("Hours"), y: "Still waiting"))</div>
        \(crowd)
        </section>
        """
    }

    private var crowd: Matrix {
        let people = (1...30).map { "Person number \($0)" }
        let cells = people.indices.map { row in
            people.indices.map { row == $0 ? nil : Matrix.Cell(Double((row * $0) % 9) / 9, "\((row * $0) % 9)") }
        }
        return Matrix(
            caption("Thirty people"), things: "Person", rows: people, columns: people, cells: cells,
            depthMeans: "8 commits together")
    }

    private func caption(_ title: String) -> ChartCaption {
        ChartCaption(title, description: "Nothing was left out.")
    }
}
