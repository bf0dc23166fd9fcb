import Records
import Testing

@testable import Signals

@Suite("What a change request has to say")
struct ChangeRequestCheckTests {
    static let whole = """
        ## Why
        Refunds were sent twice when the queue was slow (PAY-123).
        ## What
        An idempotency key for every refund.
        ## How tested (commands, cases)
        swift test --filter Refund, and by hand in staging.
        ## Risk, rollback
        Behind a flag.
        ## Contract
        none
        ## Look here
        Refund.swift
        """

    static func parts(_ body: String, labels: [String] = [], lines: Int? = nil, paths: [String]? = nil) -> [String] {
        let check = ChangeRequestCheck(
            ChangeRequest(title: "Retry", body: body, labels: labels, changedLines: lines, paths: paths))
        return check.findings.map { "\($0.level.rawValue) \($0.part)" }
    }

    @Test func `a description with every part and a ticket is well`() {
        #expect(Self.parts(Self.whole).isEmpty)
    }

    @Test func `a heading with nothing but a comment under it says nothing`() {
        // HANDBOOK E8, Test.
        let body = Self.whole.replacing(
            "Refunds were sent twice when the queue was slow (PAY-123).", with: "<!-- PAY-123: what is the problem? -->"
        )
        #expect(Self.parts(body) == ["error why", "error ticket"])
    }

    @Test(arguments: [("short", true), ("fifteen letters", false), ("fourteen chars", true)])
    func `fifteen letters are the least`(text: String, isMissing: Bool) {
        let body = Self.whole.replacing("An idempotency key for every refund.", with: text)
        #expect(Self.parts(body) == (isMissing ? ["error what"] : []))
    }

    @Test func `the later parts have to be there, and may be empty`() {
        #expect(Self.parts(Self.whole.replacing("Behind a flag.", with: "")).isEmpty)
        #expect(Self.parts(Self.whole.replacing("## Look here", with: "Look here")) == ["warning look here"])
    }

    @Test(arguments: [(10, [String]()), (11, ["warning risk rollback", "error ticket"])])
    func `a trivial change of ten lines needs neither ticket nor risk`(lines: Int, found: [String]) {
        let body = Self.whole.replacing("PAY-123", with: "no ticket").replacing("## Risk, rollback", with: "")
        #expect(Self.parts(body, labels: ["Trivial"], lines: lines) == found)
    }

    @Test(arguments: [
        ("PAY-7", true), ("fixes #12", true), ("GH-3", true), ("https://jira.example.org/browse/PAY-1", true),
        ("https://gitlab.example.org/g/p/-/issues/4", true), ("UTF-8 everywhere", false), ("SHA-256", false),
        ("# 12", false), ("abc-12", false),
    ])
    func `tickets are known by how they are written`(text: String, isTicket: Bool) {
        #expect(TicketPattern.usual.isIn(any: [text]) == isTicket)
    }

    @Test func `a team says how its tickets look`() throws {
        let pattern = try #require(TicketPattern("T[0-9]+"))
        let request = ChangeRequest(title: "Retry (T88)", body: Self.whole.replacing("(PAY-123)", with: ""))
        #expect(ChangeRequestCheck(request, rules: .init(ticket: pattern)).isWell)
        #expect(TicketPattern("(") == nil)
    }

    @Test func `a template of the repository's own decides what is asked, and its own words are nobody's`() {
        let rules = ChangeRequestCheck.Rules(
            template: "## Summary\nDescribe what you did and why.\n## Test plan\n<!-- how -->\n")
        let empty = ChangeRequest(
            title: "#4", body: "## Summary\nDescribe what you did and why.\n## Test plan\nRan it all twice over.")
        #expect(ChangeRequestCheck(empty, rules: rules).findings.map(\.part) == ["summary"])
    }

    @Test func `a contract that changes wants a word, and makes the change one to look at together`() {
        let body = Self.whole.replacing("none", with: "")
        #expect(Self.parts(body, paths: ["api/openapi.yaml"]) == ["warning contract"])
        let owners = CodeOwners("/api/ @octo/api\n")
        let check = ChangeRequestCheck(
            ChangeRequest(
                title: "#1", body: body, changedLines: 401, paths: ["api/openapi.yaml", "src/auth/token.swift"]),
            owners: owners)
        #expect(
            check.complexity == [
                "401 changed lines", "a contract or a schema: api/openapi.yaml", "security: src/auth/token.swift",
                "nobody answers for: src/auth/token.swift",
            ])
    }

    @Test func `four hundred lines are no finding, one more is`() {
        #expect(Self.parts(Self.whole, lines: 400).isEmpty && Self.parts(Self.whole, lines: 401) == ["warning size"])
    }
}
