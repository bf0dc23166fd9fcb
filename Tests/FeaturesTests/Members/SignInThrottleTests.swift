import Features
import Testing

@Suite("Slowing down tries")
struct SignInThrottleTests {
    private let stranger = SignInThrottle.Source(login: "ada", address: "203.0.113.9")

    @Test func `forgives five failures, then waits longer each time, at most a quarter of an hour`() async {
        let throttle = SignInThrottle()
        var waits: [Int64] = []
        for try_ in 0..<16 {
            waits.append(await throttle.wait(stranger, at: 1000))
            await throttle.failed(stranger, at: 1000)
            #expect(try_ < 5 || waits[try_] >= waits[try_ - 1])
        }
        #expect(waits.prefix(7) == [0, 0, 0, 0, 0, 2, 4])
        #expect(waits.last == 900)
    }

    @Test func `a stranger's tries do not stop the owner elsewhere, or in a browser that is known`() async {
        let throttle = SignInThrottle()
        for _ in 0..<40 { await throttle.failed(stranger, at: 1000) }
        #expect(await throttle.wait(stranger, at: 1000) > 0)
        #expect(await throttle.wait(.init(login: "ada", address: "198.51.100.7"), at: 1000) == 0)
        #expect(await throttle.wait(.init(login: "ada", address: stranger.address, device: [1]), at: 1000) == 0)
    }

    @Test func `one address that tries many logins is slowed down too`() async {
        let throttle = SignInThrottle()
        for number in 0..<60 { await throttle.failed(.init(login: "l\(number)", address: "203.0.113.9"), at: 1000) }
        #expect(await throttle.wait(.init(login: "another", address: "203.0.113.9"), at: 1000) > 0)
    }

    @Test func `all is forgotten after a quarter of an hour, and a success forgets at once`() async {
        let throttle = SignInThrottle()
        for _ in 0..<9 { await throttle.failed(stranger, at: 1000) }
        #expect(await throttle.wait(stranger, at: 1900) == 0)
        await throttle.succeeded(stranger)
        #expect(await throttle.wait(stranger, at: 1000) == 0)
    }
}
