import Crypto
import Foundation
import NIOCore
import TestKit
import Testing

@testable import Server

@Suite("Signatures of webhooks")
struct HookSignatureTests {
    private struct Example: Decodable {
        var service: String
        var secret: String
        var body: String
        var value: String
    }

    @Test(.enabled(if: SharedData.isPresent, "needs ../shared/data"))
    func `GitHub's published example fits, and a changed bit of it does not`() throws {
        let all = try JSONDecoder().decode(
            [Example].self, from: Data(contentsOf: SharedData.file("webhooks/signatures.json")))
        let example = try #require(all.first { $0.service == "GitHub" })
        func fits(_ field: String?, _ body: String, _ secrets: [String]) -> Bool {
            HookSignature.isHexadecimal(field, of: ByteBuffer(string: body), by: secrets)
        }
        #expect(fits(example.value, example.body, [example.secret]))
        #expect(
            fits(example.value.uppercased().replacing("SHA256=", with: "sha256="), example.body, ["x", example.secret]))
        #expect(!fits(example.value, example.body + " ", [example.secret]))
        #expect(!fits(example.value, example.body, ["another"]))
        #expect(!fits(example.value, example.body, []))
        #expect(!fits(nil, example.body, [example.secret]))
        #expect(!fits(String(example.value.dropLast()), example.body, [example.secret]))
        #expect(!fits("sha1=" + example.value.dropFirst(7), example.body, [example.secret]))
    }

    /// The worked example of the specification of Standard Webhooks.
    @Test(arguments: [
        (0, true), (299, true), (300, true), (301, false), (-300, true), (-301, false),
    ])
    func `a Standard Webhook fits within five minutes of its time`(_ passed: Int64, _ fits: Bool) {
        let fields = HookSignature.StandardFields(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: "1614265330",
            signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        let body = ByteBuffer(string: #"{"test": 2432232314}"#)
        let secrets = ["whsec_other", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]
        #expect(HookSignature.isStandard(fields, of: body, by: secrets, now: 1_614_265_330 + passed) == fits)
    }

    @Test func `a Standard Webhook may carry several signatures, and each part of it is signed`() {
        let good = HookSignature.StandardFields(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: "1614265330",
            signature: "v1,AAAA v2,x v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        let body = ByteBuffer(string: #"{"test": 2432232314}"#)
        func fits(_ fields: HookSignature.StandardFields, _ body: ByteBuffer) -> Bool {
            HookSignature.isStandard(
                fields, of: body, by: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], now: 1_614_265_330)
        }
        #expect(fits(good, body))
        var bad = good
        bad.id = "msg_other"
        #expect(!fits(bad, body))
        bad = good
        bad.timestamp = "1614265331"
        #expect(!fits(bad, body))
        bad.timestamp = "soon"
        #expect(!fits(bad, body))
        #expect(!fits(good, ByteBuffer(string: "{}")))
    }

    @Test func `a token is one of the secrets, and an empty one is none`() {
        #expect(HookSignature.isToken("b", among: ["a", "b"]))
        #expect(!HookSignature.isToken("c", among: ["a", "b"]))
        #expect(!HookSignature.isToken(nil, among: ["a"]))
        #expect(!HookSignature.isToken("", among: []))
    }
}
