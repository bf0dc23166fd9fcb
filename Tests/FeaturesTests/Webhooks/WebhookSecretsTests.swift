import Testing

@testable import Features

@Suite("Signatures of webhooks")
struct WebhookSecretsTests {
    /// The example that the libraries of Standard Webhooks test themselves by.
    @Test func `are those of Standard Webhooks`() {
        let signature = WebhookSecrets.signature(
            of: #"{"test": 2432232314}"#, id: "msg_p5jXN8AQM9LWM0D4loKWxJek", at: 1_614_265_330,
            by: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test func `are of both secrets for a day, the newer first, and then of the new one alone`() {
        let first = WebhookSecrets([UInt8](repeating: 1, count: 32))
        var both = first
        both.replace(by: [UInt8](repeating: 2, count: 32), at: 1_000)
        let second = WebhookSecrets([UInt8](repeating: 2, count: 32))
        func sign(_ secrets: WebhookSecrets, at now: Int64) -> String {
            secrets.signatures(of: "{}", id: "evt_1", at: now)
        }
        let last = 1_000 + WebhookSecrets.overlap - 1
        #expect(sign(both, at: last) == "\(sign(second, at: last)) \(sign(first, at: last))")
        #expect(sign(both, at: last + 1) == sign(second, at: last + 1))
        #expect(both.current.hasPrefix("whsec_") && both.current == second.current)
    }

    @Test(arguments: [(1, 5.0), (2, 300), (6, 36_000), (7, 23_095)])
    func `come with ever longer pauses between attempts`(_ attempts: Int, _ seconds: Double) {
        #expect(RetrySchedule.pause(after: attempts, chance: 0) == seconds)
        #expect(RetrySchedule.pause(after: attempts, chance: 1) == seconds * 0.9)
        #expect(RetrySchedule.pause(after: 8, chance: 0) == nil)
    }
}
