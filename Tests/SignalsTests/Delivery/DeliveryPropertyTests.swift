import Records
import TestKit
import Testing

@testable import Signals

@Suite("Signals of random deliveries")
struct DeliveryPropertyTests {
    @Test(arguments: 0..<40) func `measuring twice, and in any order of arrival, gives the same`(_ seed: Int) {
        var random = RandomDelivery(seed: UInt64(seed))
        let evidence = random.evidence()
        let shuffled = random.shuffled(evidence)
        let (one, again, other) = (DeliveryReading(evidence), DeliveryReading(evidence), DeliveryReading(shuffled))
        for signal in DeliverySignal.all {
            let measurement = signal.measure(one)
            #expect(measurement == signal.measure(again), "\(signal.id)")
            #expect(measurement == signal.measure(other), "\(signal.id)")
        }
    }

    @Test(arguments: 0..<40) func `numbers keep to what they mean`(_ seed: Int) {
        var random = RandomDelivery(seed: UInt64(1000 + seed))
        let reading = DeliveryReading(random.evidence())
        for signal in DeliverySignal.all {
            let measurement = signal.measure(reading)
            if let value = measurement.value {
                #expect(measurement.status == .ok && value.isFinite && value >= 0, "\(signal.id)")
                #expect(measurement.sample.count >= measurement.sample.needed, "\(signal.id)")
                #expect(!measurement.steps.isEmpty, "\(signal.id)")
                if signal.unit == .percent { #expect(value <= 100, "\(signal.id)") }
                if let interval = measurement.interval {
                    #expect(interval.low <= value && value <= interval.high, "\(signal.id): \(interval) \(value)")
                }
            } else {
                #expect(!measurement.why.isEmpty, "\(signal.id)")
            }
        }
    }

    @Test func `what happens after the end of the timeframe changes nothing that was`() {
        for seed in 0..<10 {
            var random = RandomDelivery(seed: UInt64(2000 + seed))
            var evidence = random.evidence()
            evidence.timeframe.end -= 28 * 86_400
            var cut = evidence
            cut.deployments.removeAll { ($0.at ?? 0) > evidence.now }
            cut.incidents?.removeAll { $0.startedAt > evidence.now }
            cut.pipelines?.builds.removeAll { ($0.finishedAt ?? 0) > evidence.now }
            cut.testRuns?.removeAll { $0.at > evidence.now }
            cut.coverage?.removeAll { $0.at > evidence.now }
            for signal in [
                DeliverySignal.deploymentFrequency, .changeFailRate, .recoveryTime, .buildSuccess, .buildDuration,
                .timeToGreen, .flakyTests, .coverage,
            ] { #expect(signal.measure(evidence) == signal.measure(cut), "\(signal.id)") }
        }
    }

    @Test func `random deliveries reach nearly every signal`() {
        var reached: Set<String> = []
        for seed in 0..<40 {
            var random = RandomDelivery(seed: UInt64(seed))
            let reading = DeliveryReading(random.evidence())
            reached.formUnion(DeliverySignal.all.filter { $0.measure(reading).value != nil }.map(\.id))
        }
        let expected: Set = [
            "deployment-frequency", "change-lead-time", "change-fail-rate", "failed-deployment-recovery-time",
            "deployment-rework-rate", "work-in-progress", "throughput", "flow-efficiency", "velocity", "say-do",
            "forecast", "build-duration", "build-success", "time-to-green", "flaky-tests", "coverage",
            "change-coverage", "bug-frequency", "escaped-bugs", "debt-ratio",
        ]
        #expect(expected.subtracting(reached).isEmpty, "\(expected.subtracting(reached).sorted())")
    }
}
