import Interface
import Signals

/// Tests that passed and failed on the same code.
struct FlakyFigure {
    let details: FlakyTestsDetails

    var title: String {
        details.flakyTests == 0
            ? "No test passed and failed on the same code"
            : "\(Wording.capitalised(Wording.count(details.flakyTests, "test", "tests"))) passed and failed on the same code"
    }

    var figure: DeliveryFigure {
        DeliveryFigure(
            "flaky-tests", of: "flaky-tests", title,
            description: """
                Of \(Format.count(details.allTests, "test", "tests")) that ran at least twice on a commit. The share is of those commits; \
                a test that was mended begins anew. The most often flaky first.
                """,
            numbers: FigureTable(
                ["suite", "test", "commits with several runs", "of those with both outcomes", "share"],
                details.tests.map { test in
                    [.text(test.suite), .text(test.name), .init(test.groups), .init(test.flaky), .number(test.rate)]
                })
        ) { [details] caption in
            TableFigure(
                caption,
                table: Table(
                    "Flaky tests",
                    columns: [
                        .text("Test"), .text("Suite"), .number("Commits"), .number("Both outcomes"), .number("Share"),
                    ],
                    rows: details.tests.prefix(50).map { test in
                        [
                            name(test.name), name(test.suite), HTML(Format.number(test.groups)),
                            HTML(Format.number(test.flaky)), HTML(Format.percent(test.rate)),
                        ]
                    }, none: "No test is flaky.")
            ).html
        }
    }
}
