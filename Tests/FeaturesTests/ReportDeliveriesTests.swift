import Foundation
import Records
import Signals
import TestKit
import Testing

@testable import Features

@Suite("A report with deliveries")
struct ReportDeliveriesTests {
    private static func report(_ delivered: DeliveryReadings?) throws -> Report {
        let head = try #require(ObjectID(String(repeating: "0", count: 40)))
        let evidence = Evidence(
            repository: Repository(id: "payments", name: "payments", location: "/payments"), history: History(),
            identities: Identities(people: [], personOfSignature: [], rules: []),
            snapshot: Snapshot(head: head),
            timeframe: Timeframe(end: 1_772_366_400))
        return Report(evidence, readings: .measure(evidence), missingObjects: 0, delivered: delivered)
    }

    private static let sample = SampleDelivery().readings()

    @Test func `tells of both, and of whom and when it tells`() throws {
        let report = try Self.report(Self.sample)
        #expect(report.signals.map(\.id) == Signal.all.map(\.id) + DeliverySignal.all.map(\.id))
        #expect(report.deliveries?.team == "payments")
        let cycle = try #require(report.signals.first { $0.id == "cycle-time" })
        #expect(cycle.value == Self.sample["cycle-time"]?.value && cycle.value != nil)
        #expect(report.deliveries?.until == Days.instant(Self.sample.timeframe.end))
        #expect(ReportWords(report).extent.hasSuffix("Deliveries are \(report.deliveries?.words ?? "-")."))
    }

    @Test func `no longer says that it cannot see what it shows`() throws {
        #expect(try Self.report(nil).notSeen == NotSeen.all)
        #expect(try Self.report(Self.sample).notSeen.map(\.what) == ["how the work feels to those who do it"])
        let silent = SampleDelivery().readings { evidence in
            evidence.deployments = []
            evidence.work = nil
        }
        #expect(
            try Self.report(silent).notSeen.map(\.what) == [
                "deployments, and which of them failed", "work in progress and what was planned",
                "how the work feels to those who do it",
            ])
    }

    @Test func `puts what matters most first, whichever half found it`() throws {
        let found = Self.sample.signals.compactMap { pair in
            pair.measurement.finding.map { (pair.signal.id, $0.weight) }
        }
        let first = found.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(3).map(\.0)
        #expect(!first.isEmpty)
        #expect(try Self.report(Self.sample).findings.map(\.signal) == first)
    }

    @Test func `draws each chart of the Delivery room once, without names`() throws {
        let page = try ReportPage(Self.report(Self.sample), delivered: Self.sample).document
        let figures = DeliveryView.allCases.flatMap { $0.body(Self.sample, namesPeople: false).figures }
        #expect(figures.count > 10)
        let shown = figures.filter { page.contains($0.title) }
        #expect(shown.count > figures.count / 2)
        #expect(!page.contains("href=\"/delivery"))
        #expect(try ReportPage(Self.report(nil)).document.count < page.count)
    }
}
