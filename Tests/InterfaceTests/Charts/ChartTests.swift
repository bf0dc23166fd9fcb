import Interface
import Testing

@Suite("Charts")
struct ChartTests {
    struct Example: CustomTestStringConvertible, Sendable {
        let name: String
        let chart: any Chart
        var testDescription: String { name }

        init(_ name: String, _ chart: some Chart) {
            self.name = name
            self.chart = chart
        }
    }

    private static let caption = ChartCaption(
        "A finding <here>", description: "What is seen & left out.", explain: "/signals/x",
        downloads: [Link("CSV", to: "/x.csv")])
    private static let bars: [BarChart.Bar] = [.init("a & b", 4, interval: 3...6), .init("c", 0)]

    static let full = [
        Example("bars", BarChart(caption, things: "File", bars: bars, axis: Axis("Changes", format: .whole))),
        Example(
            "columns",
            BarChart(caption, things: "Month", bars: bars, axis: Axis("Releases"), direction: .vertical, lens: .people)),
        Example(
            "histogram", Histogram(caption, things: "files", values: [1, 2, 2, 9], axis: Axis("Age, days"), about: 4)),
        Example(
            "lines",
            LineChart(
                caption, things: "Month", steps: ["Jan", "Feb", "Mar"],
                series: [
                    .init("one", values: [1, nil, 3], band: [0...2, 1...3, 1...4]), .init("two", values: [2, 2, 2]),
                ],
                axis: Axis("Hours"), bandMeans: "middle half", reference: .init(2, words: "goal"))),
        Example(
            "dots",
            DotPlot(
                caption, things: "Statement",
                rows: [.init("a", 4, interval: 3...5, sample: "6"), .init("b", nil, sample: "3 of 5")],
                axis: Axis("Mean", bounds: 1...5))),
        Example(
            "scatter",
            ScatterPlot(
                caption, things: "File",
                points: [.init("a", x: 1, y: 100, weight: 1), .init("b", x: 90, y: 2, weight: 2)],
                x: Axis("Changes", spacing: .logarithmic), y: Axis("Lines"))),
        Example(
            "treemap",
            Treemap(
                caption, things: "Module",
                tiles: [
                    .init("a", area: 3, share: 0.9, detail: "90 %", isMarked: true),
                    .init("b", area: 1, share: nil, detail: "not known"),
                ], areaTitle: "Lines", shareTitle: "Share", markMeans: "alone")),
        Example(
            "matrix",
            Matrix(
                caption, things: "Person", rows: ["A", "B"], columns: ["A", "B"],
                cells: [[nil, .init(1, "3")], [.init(1, "3"), nil]], depthMeans: "3 together")),
    ]

    static let empty = [
        Example("bars", BarChart(caption, things: "File", bars: [], axis: Axis("Changes"))),
        Example("histogram", Histogram(caption, things: "files", values: [.nan], axis: Axis("Age"))),
        Example(
            "lines",
            LineChart(
                caption, things: "Month", steps: ["Jan"], series: [.init("one", values: [nil])], axis: Axis("Hours"))),
        Example("dots", DotPlot(caption, things: "Statement", rows: [], axis: Axis("Mean"))),
        Example("scatter", ScatterPlot(caption, things: "File", points: [], x: Axis("x"), y: Axis("y"))),
        Example(
            "treemap",
            Treemap(
                caption, things: "Module", tiles: [.init("a", area: 0, share: 1, detail: "")], areaTitle: "Lines",
                shareTitle: "Share")),
        Example("matrix", Matrix(caption, things: "Person", rows: [], columns: [], cells: [], depthMeans: "1")),
    ]

    @Test(arguments: full)
    func `is drawn as it was agreed`(_ example: Example) throws {
        try Golden.expect(example.chart.html.text, "chart-\(example.name).html")
    }

    @Test(arguments: full)
    func `says in words what it shows`(_ example: Example) {
        let text = example.chart.html.text
        #expect(text.contains("<figcaption>A finding &lt;here&gt;</figcaption>"))
        #expect(text.ranges(of: "role=\"img\" aria-label=\"A finding &lt;here&gt;\"").count == 2)
        #expect(text.ranges(of: "<desc>What is seen &amp; left out.</desc>").count == 2)
        #expect(
            text.contains("<summary>As a table") && text.contains("href=\"/x.csv\"")
                && text.contains("href=\"/signals/x\""))
    }

    @Test(arguments: empty)
    func `draws no axes around nothing`(_ example: Example) {
        let text = example.chart.html.text
        #expect(text.contains("<p class=\"few\">"))
        #expect(!text.contains("<svg") && !text.contains("<table"))
    }

    @Test func `small multiples share one scale`() throws {
        let chart = SmallMultiples(
            Self.caption, things: "Month", steps: ["Jan", "Dec"],
            items: [
                .init("a", href: "/a", values: [1, 100], detail: "100"), .init("b", values: [nil, 2], detail: "2"),
            ], axis: Axis("Lines"))
        try Golden.expect(chart.html.text, "chart-multiples.html")
        #expect(chart.html.text.ranges(of: ">100</text>").count == 2)
    }

    @Test func `a gap breaks the line and is no zero`() {
        let text = Sparkline([4, 5, nil, 7, 8, 9, 9], words: "a gap").html.text
        #expect(text.ranges(of: "<polyline").count == 2)
    }

    @Test func `few values are dots`() {
        #expect(Sparkline([4, nil, 7], lens: .people, words: "few").html.text.ranges(of: "<circle").count == 2)
        #expect(Sparkline([4, 5, 6, 7, 8, 9], lens: .people, words: "many").html.text.ranges(of: "<circle").count == 1)
    }
}
