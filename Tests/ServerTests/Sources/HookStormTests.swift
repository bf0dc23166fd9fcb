import Testing

@testable import Server

struct HookStormTests {
    private let start = ContinuousClock.now
    private let storm = HookStorm(calm: .milliseconds(10), patience: .seconds(10))

    private func rages(after seconds: Double) -> Bool { storm.rages(at: start + .seconds(seconds)) }

    @Test func `does not rage before anything arrives`() { #expect(!rages(after: 0)) }

    @Test func `rages until nothing has arrived for a while`() {
        storm.note(at: start)
        #expect(rages(after: 0.009))
        #expect(!rages(after: 0.011))
    }

    @Test func `lets nobody wait for longer than it has patience`() {
        for second in stride(from: 0.0, through: 12, by: 0.005) { storm.note(at: start + .seconds(second)) }
        #expect(!rages(after: 12.001) && storm.isOn(at: start + .seconds(12.001)))
        #expect(!storm.isOn(at: start + .seconds(12.02)))
        storm.end()
        storm.note(at: start + .seconds(12.002))
        #expect(rages(after: 12.003))
    }
}
