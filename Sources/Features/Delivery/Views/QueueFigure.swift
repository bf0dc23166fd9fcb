import Interface
import Records
import Signals

/// What is open as a figure: the first rows on the page, all of them in its files, which name nobody.
struct QueueFigure {
    let readings: DeliveryReadings
    let title: String
    let namesPeople: Bool

    private static let most = 25

    /// None where nothing is open: the title of the page says so.
    var figures: [DeliveryFigure] { readings.open.isEmpty ? [] : [figure] }

    private var figure: DeliveryFigure {
        let open = readings.open
        var figure = DeliveryFigure(
            "queue", of: "review-agreement", title,
            description: """
                Open pull requests, first what is due first. Both clocks run only while it is somebody's turn.\
                \(open.count > Self.most ? " Here are the first \(Self.most); the files below hold all." : "")
                """,
            numbers: FigureTable(
                [
                    "pull request", "repository", "number", "draft", "whose turn", "why", "since", "hours elapsed",
                    "working hours", "answer due",
                ], open.map(Self.row))
        ) { [self] caption in
            TableFigure(
                caption, table: QueueTable(readings: readings, namesPeople: namesPeople, most: Self.most).table
            ).html
        }
        figure.sample = Format.count(open.count, "open pull request", "open pull requests")
        return figure
    }

    private static func row(_ request: OpenPullRequest) -> [FigureTable.Value] {
        [
            .text(request.title), .text(request.repository), .init(request.number),
            .text(request.isDraft ? "yes" : "no"), .text(QueueWords.turn(request, namesPeople: false)),
            .text(request.why), .text(Days.instant(request.since)),
            .number(Double(request.waitedElapsed) / 3600), .number(Double(request.waitedWorking) / 3600),
            .text(request.due.map(Days.instant) ?? ""),
        ]
    }
}
