import Records
import Testing

@testable import Signals

@Suite("Builds")
struct BuildSignalTests {
    @Test func `the runs of HANDBOOK A23: what was cancelled is in no share`() throws {
        var builder = QualityBuilder()
        for place in 0..<50 {
            builder.build(Double(place), place < 41 ? .succeeded : place < 47 ? .failed : .cancelled)
        }
        builder.build(60, .skipped)
        builder.build(61, .failed, branch: "feature")
        let measurement = builder.measure(.buildSuccess)
        #expect(abs((measurement.value ?? 0) - 87.234) < 0.001)
        #expect(abs((measurement.interval?.low ?? 0) - 74.8) < 0.05)
        #expect(abs((measurement.interval?.high ?? 0) - 94.0) < 0.05)
        #expect(measurement.excluded.map(\.count) == [3, 1])
        #expect(measurement.excluded[0].valueWithout == 82)
    }

    @Test func `the first try counts, and that there was another is told`() throws {
        var builder = QualityBuilder()
        for place in 0..<20 {
            builder.build(Double(place), .failed, number: place)
            builder.build(Double(place) + 0.2, .succeeded, number: place, attempt: 2)
        }
        let measurement = builder.measure(.buildSuccess)
        #expect(measurement.value == 0)
        #expect(try measurement.details.decode(BuildSuccessDetails.self).again == 20)
        // Green is green, at whatever try.
        let green = builder.measure(.timeToGreen)
        #expect(abs((green.value ?? 0) - 0.2) < 1e-9)
    }

    @Test func `nineteen are too few, and no pipeline is not nought`() {
        var builder = QualityBuilder()
        for place in 0..<19 { builder.build(Double(place), .succeeded) }
        #expect(builder.measure(.buildSuccess).why == "19 of 20 runs on the default branch needed")
        #expect(builder.measure(.buildDuration).status == .tooFew)
        builder.hasPipeline = false
        for signal in [DeliverySignal.buildSuccess, .buildDuration, .timeToGreen, .flakyTests, .coverage, .debtRatio] {
            #expect(builder.measure(signal).status == .unavailable)
        }
    }

    @Test func `duration is from the queue to the last required job`() throws {
        var builder = QualityBuilder()
        for place in 0..<20 {
            let build = builder.build(Double(place) + 1, .succeeded, minutes: Double(place) + 1)
            guard place == 19 else { continue }
            builder.job(build, 20)
            builder.job(build, 20 + 10.0 / 60)
            builder.job(build, 23, mayFail: true)
        }
        builder.build(30, .cancelled, minutes: 500)
        let measurement = builder.measure(.buildDuration)
        let details = try measurement.details.decode(BuildDurationDetails.self)
        #expect(measurement.value == 10.5)
        #expect(abs(details.p95 - 19.55) < 1e-9)
        #expect(details.queueP50 == 1)
        #expect(measurement.excluded.map(\.count) == [1])
        #expect(measurement.finding?.sentence == "Half of the builds take longer than 10 minutes")
    }

    @Test func `red lasts from the first failure to the next success, and what is still red counts`() throws {
        var builder = QualityBuilder()
        let end = 12.0 * 168
        for place in 0..<4 {
            let start = Double(place) * 100
            builder.build(start, .failed)
            builder.build(start + 1, .failed)
            builder.build(start + 1.5, .cancelled)
            builder.build(start + Double(place) + 2, .succeeded)
        }
        builder.build(end - 48, .failed, name: "nightly")
        let measurement = builder.measure(.timeToGreen)
        let details = try measurement.details.decode(TimeToGreenDetails.self)
        #expect(details.reds.map(\.hours) == [2, 3, 4, 5, 48])
        #expect(details.open == 1)
        #expect(measurement.value == 4)
        #expect(measurement.finding?.sentence == "nightly has been red for 2 days")
    }
}
