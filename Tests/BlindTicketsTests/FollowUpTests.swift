import Foundation
import TestKit
import Testing

@testable import BlindTickets

@Suite("Follow-ups as bytes")
struct FollowUpBytesTests {
    private let survey = Names.newSurvey()
    private let lead = ReplyKey()
    private let writer = ReplyKey()

    @Test(arguments: ["Thursday?", "", "Danke! ✓", String(repeating: "x", count: 900)])
    func `a reply carries its permit inside, and a text alone has none`(_ text: String) throws {
        let permit = FollowUpPermit(address: lead.address)
        let content = ReplyContent(text: text, permit: permit)
        let sealed = try writer.address.seal(content, survey: survey)
        #expect(ReplyAddress.isSealed(sealed))
        #expect(try writer.content(of: sealed, survey: survey) == content)
        #expect(sealed.range(of: permit.secret) == nil && sealed.range(of: permit.address.bytes) == nil)
        let plain = try writer.address.seal(text, survey: survey)
        #expect(try writer.content(of: plain, survey: survey) == ReplyContent(text: text, permit: nil))
        #expect(throws: ReplyTrouble.sealed) { try lead.content(of: sealed, survey: survey) }
    }

    @Test func `one that is cut off inside, or holds no key, is none`() throws {
        let permit = FollowUpPermit(address: lead.address)
        let bytes = ReplyContent(text: "Thursday?", permit: permit).bytes
        for count in [1, 65, 66, 97] { #expect(ReplyContent(bytes.prefix(count)) == nil) }
        #expect(ReplyContent(bytes.prefix(98)) == ReplyContent(text: "", permit: permit))
        #expect(ReplyContent(Data([1]) + Data(repeating: 4, count: 100)) == nil)
        #expect(ReplyContent(Data([0xff])) == nil)
    }

    @Test func `all are as long as each other, whatever they say`() throws {
        for text in ["", "Thursday is fine", String(repeating: "x", count: 4095)] {
            let permit = FollowUpPermit(address: lead.address)
            let followUp = try FollowUp(text, with: permit, survey: survey)
            #expect(followUp.bytes.count == 8192 && followUp.sealed.count == 65 + 4096 + 16)
            let parsed = try #require(FollowUp(parsing: followUp.bytes))
            #expect(parsed == followUp && parsed.permitHash == permit.hash)
            #expect(try lead.open(parsed.sealed, survey: survey) == text)
        }
        let permit = FollowUpPermit(address: lead.address)
        #expect(throws: ReplyTrouble.long) {
            try FollowUp(String(repeating: "x", count: 4096), with: permit, survey: survey)
        }
    }

    @Test func `what no client would send is not read`() throws {
        let bytes = try FollowUp("x", with: FollowUpPermit(address: lead.address), survey: survey).bytes
        #expect(FollowUp(parsing: bytes.dropLast()) == nil && FollowUp(parsing: bytes + [0]) == nil)
        // The prefix; the length of the survey, the permit and the sealed text; the first byte of the key; the padding.
        for place in [0, 18, 42, 76, 77, 8191] {
            var touched = bytes
            touched[place] ^= 1
            #expect(FollowUp(parsing: touched) == nil, "\(place)")
        }
    }
}
