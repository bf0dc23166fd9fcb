import Connectors
import Testing

@Suite("The guard of outgoing questions")
struct OutgoingGuardTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var url: String
        var addresses: [String]
        var allowed: [String] = []
        var refusal: OutgoingGuard.Refusal?

        init(_ url: String, _ addresses: [String] = [], allowed: [String] = [], _ refusal: OutgoingGuard.Refusal? = nil)
        {
            (self.url, self.addresses, self.allowed, self.refusal) = (url, addresses, allowed, refusal)
        }

        var testDescription: String { "\(url) \(addresses)" }
    }

    @Test(arguments: [
        Case("https://api.github.com/user", ["140.82.121.6", "2606:50c0::1"]),
        Case("http://api.github.com/user", ["140.82.121.6"], .notEncrypted),
        Case("https://ann:secret@api.github.com", ["140.82.121.6"], .credentialsInside),
        Case("https://git.example.org", [], .noAddress),
        Case("ftp://git.example.org", ["140.82.121.6"], .notAnAddress),
        Case("file:///etc/passwd", [], .notAnAddress),
        Case("https://git.example.org", ["10.1.2.3"], .inside(host: "git.example.org")),
        Case("https://git.example.org", ["140.82.121.6", "127.0.0.1"], .inside(host: "git.example.org")),
        Case("https://git.example.org", ["10.1.2.3"], allowed: ["git.example.org"]),
        Case("http://git.example.org", ["10.1.2.3"], allowed: ["GIT.example.org"]),
        Case("https://git.example.org", ["10.1.2.3"], allowed: ["10.1.0.0/16"]),
        Case("https://git.example.org", ["10.2.2.3"], allowed: ["10.1.0.0/16"], .inside(host: "git.example.org")),
        Case(
            "https://git.example.org", ["169.254.169.254"], allowed: ["git.example.org"],
            .inside(host: "git.example.org")),
        Case("https://169.254.169.254", [], .inside(host: "169.254.169.254")),
        Case("https://2130706433/", [], .notAnAddress), Case("https://0x7f.1/", [], .notAnAddress),
        Case("https://127.1/", [], .notAnAddress),
        Case("https://git.example.org", ["100.64.0.1"], .inside(host: "git.example.org")),
        Case("https://git.example.org", ["::1"], .inside(host: "git.example.org")),
        Case("https://git.example.org", ["::"], .inside(host: "git.example.org")),
        Case("https://git.example.org", ["::ffff:10.0.0.1"], .inside(host: "git.example.org")),
        Case("https://git.example.org", ["::ffff:0.0.0.1"], .inside(host: "git.example.org")),
        Case("https://git.example.org", ["64:ff9b::a9fe:a9fe"], .inside(host: "git.example.org")),
        Case("https://git.example.org", ["2002:7f00:1::"], .inside(host: "git.example.org")),
        Case("https://git.example.org", ["fd00::1"], .inside(host: "git.example.org")),
        Case("https://git.example.org", ["fe80::1"], allowed: ["git.example.org"], .inside(host: "git.example.org")),
        Case("https://git.example.org", ["::ffff:140.82.121.6"]),
    ])
    func `judges an address with all that its name stands for`(_ it: Case) {
        #expect(OutgoingGuard(allowed: it.allowed).judge(it.url, addresses: it.addresses) == it.refusal)
    }

    @Test(
        arguments: [
            ("https://api.github.com/user", [], nil),
            ("http://api.github.com/user", [], .notEncrypted),
            ("https://localhost/", [], .inside(host: "localhost")),
            ("https://git.internal/", [], .inside(host: "git.internal")),
            ("https://git.internal/", ["git.internal"], nil),
            ("https://127.1/", [], .notAnAddress),
            ("https://10.1.2.3/", [], .inside(host: "10.1.2.3")),
        ] as [(String, [String], OutgoingGuard.Refusal?)])
    func `judges a name by itself where a proxy looks it up`(
        _ url: String, _ allowed: [String], _ refusal: OutgoingGuard.Refusal?
    ) {
        #expect(OutgoingGuard(allowed: allowed).judge(url, addresses: nil) == refusal)
    }
}
