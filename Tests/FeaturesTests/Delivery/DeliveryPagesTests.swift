import Foundation
import Interface
import Records
import Signals
import TestKit
import Testing

@testable import Features

@Suite("Pages of the Delivery room")
struct DeliveryPagesTests {
    static let full = SampleDelivery().readings()
    /// A code host alone: no tracker, no pipeline, no reports.
    static let hostAlone = SampleDelivery().readings { evidence in
        evidence.deployments = []
        (evidence.incidents, evidence.releases, evidence.work, evidence.pipelines) = (nil, nil, nil, nil)
        (evidence.testRuns, evidence.coverage, evidence.changeCoverage, evidence.debt) = (nil, nil, nil, nil)
    }
    static let nothing = DeliveryReadings(
        choice: DeliveryChoice(), timeframe: full.timeframe,
        measurements: Dictionary(
            uniqueKeysWithValues: DeliverySignal.all.map {
                (
                    $0.id,
                    Measurement.unavailable("things", needed: 5, why: "No source tells of \($0.title.lowercased()).")
                )
            }))

    static func page(
        _ view: DeliveryView, _ readings: DeliveryReadings = full, namesPeople: Bool = true
    ) -> DeliveryRoomPage {
        DeliveryRoomPage(
            readings: readings, view: view, namesPeople: namesPeople,
            bar: ChoiceBar([], readings.choice) { Link.delivery(view, within: $0) })
    }

    @Test func `the sample has a value for every number that the room draws`() {
        let missing = DeliveryView.allCases.flatMap(\.signals).filter { Self.full[$0]?.value == nil }
        #expect(Set(missing) == ["congruence", "reviewer-suggestion"])
    }

    @Test func `every signal has a view, and every view says which signals`() {
        #expect(Set(DeliveryView.allCases.flatMap(\.signals)).symmetricDifference(DeliverySignal.all.map(\.id)).isEmpty)
    }

    @Test(arguments: DeliveryView.allCases)
    func `every chart has a finding, its sample, an explanation, a table and the numbers to take along`(
        _ view: DeliveryView
    ) {
        let figures = view.body(Self.full, namesPeople: true).figures
        #expect(view == .overview || !figures.isEmpty)
        #expect(Set(figures.map(\.id)).count == figures.count)
        for figure in figures {
            let html = figure.html(in: view, Self.full).text
            #expect(html.contains("<figcaption>") && !figure.title.hasSuffix("."))
            let sample = figure.sample ?? Self.full[figure.signal]?.sample.text
            #expect(html.contains("From \(sample ?? "?")."), "\(figure.id)")
            #expect(html.contains("/delivery/signals/\(figure.signal)?team=payments\""), "\(figure.id)")
            #expect(html.contains("/delivery/\(view.rawValue)/\(figure.id).csv?team=payments"))
            #expect(html.contains("/delivery/\(view.rawValue)/\(figure.id).json?team=payments"))
            #expect(html.contains("#\(figure.id)\""))
            #expect(html.contains("<table>"), "\(figure.id)")
            #expect(figure.numbers.rows.allSatisfy { $0.count == figure.numbers.columns.count }, "\(figure.id)")
            #expect(!figure.numbers.rows.isEmpty, "\(figure.id)")
        }
    }

    @Test func `what was left out is told with its effect`() throws {
        let readings = SampleDelivery().readings { $0.connectedAt = SampleDelivery.at(1000) }
        let figure = try #require(DeliveryView.flow.body(readings, namesPeople: false).figures.first)
        let left = try #require(readings["cycle-time"]?.excluded.first { $0.what.contains("before the source") })
        let html = figure.html(in: .flow, readings).text
        #expect(left.valueWithout != nil)
        #expect(html.contains("Left out: ") && html.contains(left.text(.hours)))
    }

    @Test(arguments: DeliveryView.allCases.filter { $0 != .overview })
    func `every number stands beside those without which it misleads`(_ view: DeliveryView) {
        let html = Self.page(view).content.text
        for id in view.signals {
            for partner in DeliverySignal.named(id)?.partners ?? [] {
                #expect(html.contains("<a href=\"/delivery/signals/\(partner)?team=payments\">"), "\(id): \(partner)")
            }
        }
    }

    @Test(arguments: DeliveryView.allCases)
    func `without any number a page says what is missing, draws nothing and shows no zero`(_ view: DeliveryView) {
        let page = Self.page(view, Self.nothing)
        #expect(view.body(Self.nothing, namesPeople: false).figures.isEmpty)
        #expect(page.content.text.contains("cannot be told yet"))
        let asked = view == .overview ? DeliverySignal.all.map(\.id) : view.signals
        for id in asked {
            let title = DeliverySignal.named(id)?.title.lowercased() ?? "?"
            #expect(page.content.text.contains("No source tells of \(title)."), "\(id)")
        }
        #expect(!page.content.text.contains("<strong>0</strong>"))
    }

    @Test func `with a code host alone reviews are told, and the rest names the source that is missing`() {
        let reviews = Self.page(.reviews, Self.hostAlone).content.text
        #expect(reviews.contains("Half of the pull requests get a first look within"))
        let flow = Self.page(.flow, Self.hostAlone).content.text
        #expect(flow.contains("id=\"cycle-parts\"") && !flow.contains("id=\"cumulative-flow\""))
        #expect(flow.contains("No tracker is connected: nobody tells of work items. Missing: "))
        #expect(flow.contains("not known: 102 no deployments known"))
        #expect(Self.page(.incidents, Self.hostAlone).title == "No source tells of incidents")
    }

    @Test(arguments: [DeliveryView.overview, .reviews])
    func `names are for those who belong to the team`(_ view: DeliveryView) {
        let named = Self.page(view).content.text
        let nameless = Self.page(view, namesPeople: false).content.text
        #expect(named.contains("<td>fay</td>") && named.contains("<td>the team</td>"))
        #expect(nameless.contains("<td>one reviewer</td>") && nameless.contains("<td>the team</td>"))
        for name in SampleDelivery.people { #expect(!nameless.contains(">\(name)<"), "\(name)") }
    }

    @Test func `the queue is in the order in which answers are due, on both clocks`() {
        let due = Self.full.open.map { $0.due ?? .max }
        #expect(due == due.sorted())
        let html = Self.page(.reviews).content.text
        #expect(
            html.contains("<td class=\"n\">8 days 22 h</td><td class=\"n\">40 h</td>".replacing(" ", with: "\u{A0}"))
                || html.contains("8\u{A0}days 22\u{A0}h"))
        #expect(html.contains("overdue"))
    }

    @Test func `at most three findings, each of another view`() {
        let findings = Self.full.findings
        #expect(findings.count <= 3 && !findings.isEmpty)
        #expect(Set(findings.map { DeliveryView.of($0.signal.id) }).count == findings.count)
        let weights = findings.map(\.finding.weight)
        #expect(weights == weights.sorted(by: >))
    }

    @Test(arguments: DeliveryView.allCases)
    func `no page says words that judge people`(_ view: DeliveryView) {
        let text = Self.page(view).content.text.lowercased()
        for word in ["productivity", "performance", "score", "ranking", "elite"] { #expect(!text.contains(word)) }
    }

    @Test func `a page of pages is the same for the same numbers`() throws {
        try expectGolden(Self.page(.dora, namesPeople: false).content.text + "\n", "dora.html")
        try expectGolden(Self.page(.forecast, namesPeople: false).content.text + "\n", "forecast.html")
    }

    /// For eyes: with `TUTTI_PAGES=FOLDER` every page is written there, to be opened in a browser.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["TUTTI_PAGES"] != nil))
    func `writes every page into a folder`() throws {
        let folder = URL(filePath: ProcessInfo.processInfo.environment["TUTTI_PAGES"] ?? "")
        let layout = Layout(rooms: RoomMenu.rooms(of: nil), version: "0", stored: "Nothing is kept.")
        for view in DeliveryView.allCases {
            for (name, readings) in [("", Self.full), ("-host", Self.hostAlone), ("-empty", Self.nothing)] {
                let text = layout.document(Self.page(view, readings)).text.replacing(
                    Asset.stylesheet.path, with: "tutti.css")
                try Data(text.utf8).write(to: folder.appending(path: "\(view.rawValue)\(name).html"))
            }
        }
        try Data(Asset.stylesheet.bytes).write(to: folder.appending(path: "tutti.css"))
    }
}
