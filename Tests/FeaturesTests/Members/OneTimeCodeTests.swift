import Testing

@testable import Features

@Suite("The codes of an authenticator app")
struct OneTimeCodeTests {
    /// The secret of RFC 4226, appendix D, and of RFC 6238, appendix B.
    private static let secret = Array("12345678901234567890".utf8)

    @Test(
        arguments: zip(
            Int64(0)...9,
            ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]))
    func `are those of RFC 4226`(_ counter: Int64, _ code: String) {
        #expect(OneTimeCode.code(Self.secret, step: counter) == code)
    }

    /// The RFC lists eight digits; six are their last six.
    @Test(arguments: [
        (Int64(59), "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"),
        (1_234_567_890, "89005924"), (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
    func `are those of RFC 6238`(_ time: Int64, _ digits: String) {
        #expect(OneTimeCode.code(Self.secret, step: time / OneTimeCode.period) == String(digits.suffix(6)))
    }

    @Test(arguments: [(-2, false), (-1, true), (0, true), (1, true), (2, false)])
    func `fit in their half minute and in the ones beside it`(_ away: Int64, _ fits: Bool) {
        let now: Int64 = 1_790_000_000
        let step = now / 30 + away
        let typed = OneTimeCode.code(Self.secret, step: step)
        let found = OneTimeCode.step(of: typed, secret: Self.secret, at: now, after: 0)
        #expect(found == (fits ? step : nil))
    }

    @Test func `are taken once, and none after a later one`() {
        let now: Int64 = 1_790_000_000
        let step = now / 30
        let typed = OneTimeCode.code(Self.secret, step: step)
        #expect(OneTimeCode.step(of: typed, secret: Self.secret, at: now, after: step - 1) == step)
        #expect(OneTimeCode.step(of: typed, secret: Self.secret, at: now, after: step) == nil)
        #expect(OneTimeCode.step(of: typed, secret: Self.secret, at: now, after: step + 1) == nil)
    }

    @Test(arguments: ["", "12345", "1234567", "12345a", "１２３４５６", "-12345"])
    func `are six digits and nothing else`(_ typed: String) {
        #expect(!OneTimeCode.isCode(typed))
    }

    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
        ("foobar", "MZXW6YTBOI"),
    ])
    func `travel in the letters of RFC 4648`(_ bytes: String, _ letters: String) {
        #expect(Base32.text(Array(bytes.utf8)) == letters)
    }

    @Test func `are made of a key that apps take by link or by hand`() {
        let key = AuthenticatorKey(secret: Self.secret, account: "ada@tutti.example.org")
        #expect(
            key.address
                == "otpauth://totp/Tutti:ada%40tutti.example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Tutti")
        #expect(key.typed == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
    }

    @Test func `a recovery code is the same however it is typed`() throws {
        let code = RecoveryCode([UInt8](0..<10))
        #expect(code.text == "aaaq-eaye-auda-ocaj")
        for typed in [code.text, code.text.uppercased(), code.text.replacing("-", with: " ")] {
            #expect(try #require(RecoveryCode(typed: typed)).hash == code.hash)
        }
        #expect(RecoveryCode(typed: "aaaa-aaaa-aaaa-aaa") == nil)
        #expect(RecoveryCode(typed: "123456") == nil)
    }
}
