import Records
import Testing

@testable import Signals

@Suite("Deployment frequency")
struct DeploymentFrequencyTests {
    /// Hours at which deployments end, from days of weeks and how many fall on each.
    private static func hours(_ weeks: [[Int]]) -> [Double] {
        weeks.enumerated().flatMap { week, days in
            days.enumerated().flatMap { day, count in
                (0..<count).map { Double(week * 7 + day) * 24 + 10 + Double($0) }
            }
        }
    }

    private static let handbook = hours([[2, 1, 1], [2, 2, 2, 2, 1], [], [1, 1]])

    @Test func `the weeks of HANDBOOK A1 have 2.5 days and 3.75 deployments, the empty one included`() throws {
        var builder = DeploymentBuilder(weeks: 4)
        for hour in Self.handbook { builder.deploy(hour) }
        let measurement = builder.measure(.deploymentFrequency)
        let details = try measurement.details.decode(DeploymentFrequencyDetails.self)
        #expect(measurement.value == 2.5)
        #expect(details.services[0].days.values == [3, 5, 0, 2])
        #expect(details.services[0].deployments == [4, 9, 0, 2])
        #expect(details.services[0].deploymentsPerWeek == 3.75)
        #expect(details.services[0].category == 4)
        #expect(measurement.steps.contains { $0.contains("the median is 2.5 days a week") })
        #expect(measurement.steps.contains { $0.contains("2025") })
    }

    @Test func `regions, retries and repeats of the same commit are one deployment`() throws {
        var builder = DeploymentBuilder(weeks: 4)
        for week in 0..<4 {
            let start = Double(week) * 168 + 20
            builder.deploy(start - 1, "c\(week)", result: .failed)
            builder.deploy(start + 0.2, "c\(week)")
            builder.deploy(start + 0.5, "c\(week)")
            builder.deploy(start + 30, "c\(week)")
        }
        let measurement = builder.measure(.deploymentFrequency)
        let details = try measurement.details.decode(DeploymentFrequencyDetails.self)
        #expect(details.services[0].deployments == [1, 1, 1, 1])
        #expect(measurement.excluded.map(\.count) == [4, 8])
        #expect(Rollouts(builder.evidence).all[0].finishedAt == DeploymentBuilder.at(20.5))
    }

    @Test func `services are not pooled, and the day is the team's`() throws {
        var builder = DeploymentBuilder(weeks: 4)
        builder.calendar = WorkCalendar(try #require(ZoneClock("Asia/Tokyo")))
        for week in 0..<4 {
            for (place, service) in ["cart", "pay", "shop"].enumerated() {
                // 14:00 and 16:00 in UTC lie on two days in Tokyo.
                for hour in [14.0, 16].prefix(place == 0 ? 2 : 1) {
                    builder.deploy(Double(week) * 168 + Double(place) * 24 + hour + 24, service: service)
                }
            }
        }
        builder.weeks = 5
        let measurement = builder.measure(.deploymentFrequency)
        let details = try measurement.details.decode(DeploymentFrequencyDetails.self)
        #expect(details.services.map(\.daysPerWeek) == [2, 1, 1])
        #expect(measurement.value == 1)
        #expect(details.shown == "shop")
    }

    @Test func `three weeks are too few, and nothing known is not nought`() {
        var builder = DeploymentBuilder(weeks: 3)
        #expect(builder.measure(.deploymentFrequency).status == .unavailable)
        builder.deploy(1)
        #expect(builder.measure(.deploymentFrequency).why == "3 of 4 complete weeks needed")
        builder.weeks = 4
        #expect(builder.measure(.deploymentFrequency).value == 0)
    }

    @Test func `without deployments releases stand in, and are called so`() throws {
        var builder = DeploymentBuilder(weeks: 4)
        let key = RecordKey("test", .release, "1")
        builder.releases = [
            Release(
                key: key, repository: key.other(.repository, "1"), name: "1", tag: "1",
                publishedAt: DeploymentBuilder.at(30)),
            Release(
                key: key, repository: key.other(.repository, "1"), name: "2", tag: "2", isDraft: true,
                publishedAt: DeploymentBuilder.at(60)),
        ]
        let measurement = builder.measure(.deploymentFrequency)
        #expect(measurement.value == 0)
        #expect(measurement.why == "Counted from releases: no source tells of deployments.")
        #expect(
            try measurement.details.decode(DeploymentFrequencyDetails.self).services[0].deployments == [1, 0, 0, 0])
    }

    @Test(arguments: [
        ([5, 5, 5, 5], [5, 6, 5, 5], 5), ([5, 5, 5, 5], [15, 9, 8, 12], 6), ([1, 1, 1, 1], [1, 1, 1, 1], 4),
        ([0, 1, 0, 0], [0, 1, 0, 0], 3), ([0, 0, 0, 0], [0, 0, 0, 0], 1),
        ([0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], 2),
    ])
    func `categories are DORA's steps`(_ days: [Int], _ deployments: [Int], _ category: Int) {
        #expect(DeploymentWeeks(days: days, deployments: deployments).category.rawValue == category)
    }
}
