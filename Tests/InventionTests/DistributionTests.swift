import Invention
import Records
import Testing

@Suite("How much happens in an invented organisation")
struct DistributionTests {
    private func share(_ count: Int, of all: Int) -> Double { Double(count) / Double(max(1, all)) }

    private func quantile(_ values: [Double], _ share: Double) -> Double {
        values.sorted()[min(values.count - 1, Int(Double(values.count) * share))]
    }

    /// Hours from the first request to the first review, as the sun goes.
    private func waits(_ invented: Invented, weeks: ClosedRange<Int64>) -> [Double] {
        let start = Organisation.small(seed: 7, end: Invented.end).start.start
        return invented.histories.compactMap { history in
            let events = history.events
            guard let asked = events.first(where: { $0.kind == .reviewRequested })?.at,
                let told = events.first(where: { $0.kind == .reviewed })?.at,
                weeks.contains((asked - start) / 604_800)
            else { return nil }
            return Double(told - asked) / 3600
        }
    }

    @Test func `the small one has what six months of nine people have`() {
        let small = Invented.small
        #expect((350...700).contains(small.pullRequests.count))
        #expect((250...450).contains(small.items.count))
        #expect(
            (0.8...0.97).contains(share(small.pullRequests.count { $0.state == .merged }, of: small.pullRequests.count))
        )
        #expect((1.3...3).contains(share(small.reviews.count, of: small.pullRequests.count)))
        let builds = small.builds
        #expect((0.05...0.25).contains(share(builds.count { $0.result == .failed }, of: builds.count)))
        #expect(small.pullRequests.contains { $0.state == .open })
        #expect(small.pullRequests.contains { $0.isDraft || $0.labels.contains("libraries") })
    }

    @Test func `sizes have a heavy tail`() {
        let sizes = Invented.small.pullRequests.map { Double(($0.additions ?? 0) + ($0.deletions ?? 0)) }
        #expect((20...80).contains(quantile(sizes, 0.5)))
        #expect(quantile(sizes, 0.95) > 5 * quantile(sizes, 0.5))
    }

    @Test func `reviews get slow in the third month and quick again after the agreement`() {
        let early = quantile(waits(.small, weeks: 0...7), 0.5)
        let slow = quantile(waits(.small, weeks: 10...13), 0.5)
        let late = quantile(waits(.small, weeks: 18...24), 0.5)
        #expect(slow > 1.5 * early, "\(early) \(slow)")
        #expect(late < slow / 2, "\(slow) \(late)")
    }

    @Test func `in one week deployments go wrong more often`() {
        let start = Organisation.small(seed: 7, end: Invented.end).start.start
        let incidents = Dictionary(grouping: Invented.small.incidents.filter { $0.service == "bookings" }) {
            ($0.startedAt - start) / 604_800
        }.mapValues { Set($0.map(\.key)).count }
        let bad = incidents[20] ?? 0
        #expect(bad >= 2 && bad > incidents.filter { $0.key != 20 }.map(\.value).max() ?? 0, "\(incidents)")
        let failed = Invented.small.deployments.filter { $0.environment == .production && $0.result == .failed }
        let production = Invented.small.deployments.count { $0.environment == .production }
        #expect((0.01...0.2).contains(share(failed.count, of: production)))
    }

    @Test func `nobody works on Sundays, and most happens in the middle of the day`() {
        let opened = Invented.small.pullRequests.filter { !$0.labels.contains("libraries") }.map(\.createdAt)
        let sundays = opened.count { CivilDay($0).weekday == 6 }
        #expect(sundays == 0)
        let hours = opened.map { CivilDay.secondsIntoDay($0, offset: 0) / 3600 }
        #expect(share(hours.count { (6...21).contains($0) }, of: hours.count) > 0.97)
    }

    @Test func `most remarks say what they are`() {
        let remarks = Invented.small.comments.filter { $0.path != nil && $0.review != nil }
        let labelled = remarks.count { remark in
            remark.body.prefix { $0 != ":" && $0 != "(" }.allSatisfy { $0.isLowercase || $0 == " " }
                && remark.body.contains(":")
        }
        #expect((0.5...0.85).contains(share(labelled, of: remarks.count)))
    }

    @Test func `some tests fail by chance, and pass when they are tried again`() {
        let results = Invented.small.records.compactMap { record -> TestResult? in
            if case .testResult(let it) = record { it } else { nil }
        }
        #expect(results.contains { $0.outcome == .passed && !$0.earlier.isEmpty })
        #expect(Invented.small.builds.contains { $0.attempt == 2 && $0.result == .succeeded })
    }

    @Test func `a year of a twentieth of the large one is a hundredth of what was promised`() {
        let year = Invented.year
        func isNear(_ count: Int, _ promised: Int) -> Bool { (0.85...1.15).contains(share(count, of: promised)) }
        #expect(isNear(year.pullRequests.count, 3_000), "\(year.pullRequests.count) pull requests")
        #expect(isNear(year.commits.count, 10_000), "\(year.commits.count) commits")
        #expect(isNear(year.reviews.count, 9_000), "\(year.reviews.count) reviews")
        #expect(isNear(year.comments.count, 20_000), "\(year.comments.count) comments")
        #expect(isNear(year.items.count, 5_000), "\(year.items.count) items")
        #expect(isNear(year.builds.count, 10_000), "\(year.builds.count) builds")
    }
}
