import Features
import Testing

@Suite("Stored passwords")
struct PasswordTests {
    private static let cheap = StoredPassword.Cost(ln: 4)

    @Test func `fits the password that it was made from, and no other`() throws {
        let stored = try StoredPassword("a few good words", salt: Array(0..<16), cost: Self.cheap)
        #expect(stored.matches("a few good words"))
        #expect(!stored.matches("a few good word"))
        #expect(!stored.matches(""))
    }

    @Test func `comes back from its line, with the cost that it was made at`() throws {
        let stored = try StoredPassword("a few good words", salt: Array(0..<16), cost: Self.cheap)
        let read = try #require(StoredPassword(line: stored.line))
        #expect(read == stored)
        #expect(read.cost == Self.cheap)
        #expect(!stored.line.contains("good"))
    }

    @Test func `another salt gives another line`() throws {
        let one = try StoredPassword("a few good words", salt: Array(0..<16), cost: Self.cheap)
        let other = try StoredPassword("a few good words", salt: Array(1..<17), cost: Self.cheap)
        #expect(one.line != other.line)
    }

    /// RFC 7914, section 12: the second vector's first 32 bytes.
    @Test func `is scrypt as the standard has it`() throws {
        let stored = try StoredPassword(
            "password", salt: Array("NaCl".utf8), cost: StoredPassword.Cost(ln: 10, r: 8, p: 16))
        #expect(stored.line.hasSuffix("$/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWI="))
    }

    @Test func `is the same on a keyboard that composes letters otherwise`() throws {
        let stored = try StoredPassword("gr\u{FC}ne Wiese", salt: Array(0..<16), cost: Self.cheap)
        #expect(stored.matches("gru\u{308}ne Wiese"))
    }

    @Test(arguments: [
        "", "$scrypt$", "$scrypt$ln=15,r=8,p=1$AAAA", "$scrypt$ln=40,r=8,p=1$AAAA$AAAA",
        "$argon2$ln=4,r=8,p=1$AAAA$AAAA",
        "$scrypt$ln=4,r=8,p=1$AAAA$AAAA",
    ])
    func `a line of another kind is none`(_ line: String) {
        #expect(StoredPassword(line: line) == nil)
    }

    @Test(arguments: [("short", true), ("ada and ten more", true), ("a few good words", false)])
    func `length is asked for, and that the login is not in it`(_ password: String, _ isObjected: Bool) {
        #expect((PasswordRule.objection(to: password, login: "ada and") != nil) == isObjected)
    }
}
