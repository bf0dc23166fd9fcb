import Foundation
import Invention
import Records
import Testing

@Suite("An invented organisation, made twice")
struct SameSeedTests {
    private func bytes(_ seed: UInt64) throws -> Data {
        let records = Invented(.small(seed: seed, end: Invented.end)).records.filter { record in
            if case .coverage = record { false } else { true }
        }
        return try JSONValue.canonical(records)
    }

    @Test func `is the same to the byte with the same seed`() throws {
        let first = try bytes(3)
        #expect(first.count > 1_000_000)
        let again = try bytes(3)
        #expect(again.count == first.count && again == first)
    }

    @Test func `is another one with another seed`() throws {
        let isSame = try bytes(3) == bytes(4)
        #expect(!isSame)
    }

    @Test func `its histories are the same to the byte`() throws {
        func stream() throws -> [UInt8] {
            var bytes: [UInt8] = []
            for history in DrawnInvention(.small(seed: 3, end: Invented.end)).histories {
                _ = try history.write { bytes += $0 }
            }
            return bytes
        }
        let first = try stream()
        #expect(first.count > 1_000_000)
        let isSame = try stream() == first
        #expect(isSame)
    }

    @Test func `a team of many is the same as when it is alone`() {
        // Whatever is drawn for others changes nothing, so that a part can stand for the whole.
        let alone = Invented(.large(seed: 3, end: Invented.end, part: 0.05, weeks: 20)).pullRequests
        var together: [PullRequest] = []
        let first = Set((1...3).map { RecordKey("code.meridian-works.example", .repository, "\($0)") })
        for part in Invention(.large(seed: 3, end: Invented.end, part: 0.1, weeks: 20)).joined() {
            for case .pullRequest(let it) in part.records where first.contains(it.repository) { together.append(it) }
        }
        #expect(!alone.isEmpty)
        let isSame = alone == together
        #expect(isSame)
    }
}
