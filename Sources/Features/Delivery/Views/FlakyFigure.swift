import Interface
import Records
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
                a test that was mended begins anew. The most often flaky first. Who answers for a test is who CODEOWNERS names for its \
                file, else who knows the file's module.
                """,
            numbers: FigureTable(
                [
                    "suite", "test", "commits with several runs", "of those with both outcomes", "share", "file",
                    "owner",
                ],
                details.tests.map { test in
                    [
                        .text(test.suite), .text(test.name), .init(test.groups), .init(test.flaky), .number(test.rate),
                        .text(test.file ?? ""), .text(owner(test)),
                    ]
                })
        ) { [details] caption in
            TableFigure(
                caption,
                table: Table(
                    "Flaky tests",
                    columns: [
                        .text("Test"), .text("Suite"), .number("Commits"), .number("Both outcomes"), .number("Share"),
                        .text("Owner"),
                    ],
                    rows: details.tests.prefix(50).map { test in
                        [
                            name(test.name), name(test.suite), HTML(Format.number(test.groups)),
                            HTML(Format.number(test.flaky)), HTML(Format.percent(test.rate)), HTML(owner(test)),
                        ]
                    }, none: "No test is flaky.")
            ).html
        }
    }

    private func owner(_ test: FlakyTestsDetails.Test) -> String {
        switch test.owner {
        case nil: test.file == nil ? "no owner known: the report names no file" : "no owner known"
        case let owner? where owner.source == .codeOwners: "\(owner.names.joined(separator: ", ")) (CODEOWNERS)"
        case let owner? where owner.names.isEmpty: "somebody who knows the module (Knowledge)"
        case let owner?: "\(owner.names.joined(separator: ", ")) (Knowledge)"
        }
    }
}
