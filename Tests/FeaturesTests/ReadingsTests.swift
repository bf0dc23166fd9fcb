import Features
import Records
import Signals
import TestKit
import Testing

@Suite("Readings")
struct ReadingsTests {
    @Test(arguments: [(15, false), (0, true)])
    func `say of every number about people when accounts may be somebody else's`(_ full: Int, _ isCertain: Bool) {
        let readings = Readings.measure(Self.evidence(doubtful: full))
        let why = readings["truck-factor"]?.why ?? ""
        #expect(readings["truck-factor"]?.status == .ok)
        #expect(why.contains("may belong to somebody else") == !isCertain)
        #expect(readings["hotspots"]?.why.contains("may belong to somebody else") == false)
    }

    @Test func `show at most three findings, the weightiest first`() {
        let weights = [0.1, 0.9, 0.5, 0.7]
        let ids = ["coupling", "hotspots", "ramp-up", "truck-factor"]
        let readings = Self.found(Dictionary(uniqueKeysWithValues: zip(ids, weights)))
        #expect(readings.findings.map(\.finding.sentence) == [ids[1], ids[3], ids[2]])
    }

    @Test func `tell the weightiest finding of a subject and not the same again`() {
        let readings = Self.found([
            "truck-factor": 0.8, "orphaned-knowledge": 0.9, "off-boarding": 0.7, "knowledge-silos": 0.6,
            "decision-records": 0.3, "document-freshness": 0.2, "coupling": 0.1,
        ])
        #expect(readings.findings.map(\.signal.id) == ["orphaned-knowledge", "decision-records", "coupling"])
    }

    /// Measurements by signal id, each with a finding of the weight given.
    private static func found(_ weights: [String: Double]) -> Readings {
        let measured = weights.map { id, weight in
            let finding = Measurement.Finding(
                sentence: id, evidence: "", uncertainty: "", suggestion: "", weight: weight)
            return (id, Measurement(value: 1, sample: .init(1, needed: 1, of: "things"), finding: finding))
        }
        return Readings(
            repository: Repository(id: "r", name: "r", location: "/r"),
            measurements: Dictionary(uniqueKeysWithValues: measured), until: 0)
    }

    /// Three people and sixty commits; as many as asked for are by a second account with the first one's full name.
    private static func evidence(doubtful: Int) -> Evidence {
        let signatures = [
            Signature(name: "Ada Byron", email: "ada@example.org"), Signature(name: "Bo Ek", email: "bo@example.org"),
            Signature(name: "Cy Dahl", email: "cy@example.org"),
        ]
        let second = Signature(name: "Ada Byron", email: "countess@example.com")
        var history = History(signatures: signatures + (doubtful > 0 ? [second] : []))
        var files: [Snapshot.File] = []
        for number in 0..<60 {
            let id = ObjectID(String(repeating: "0", count: 38) + (number < 10 ? "0\(number)" : "\(number)"))
            guard let id else { continue }
            let author = number < doubtful ? 3 : Int32(number % 3)
            let moment = Moment(seconds: 1_700_000_000 + Int64(number) * 3600)
            history.paths.append("src/file\(number).swift")
            history.changes.append(FileChange(path: Int32(number), kind: .added, added: 10))
            history.commits.append(
                Commit(
                    id: id, parents: [], author: author, authored: moment, committer: author, committed: moment,
                    subject: "Work", changes: Int32(number)..<Int32(number + 1)))
            files.append(Snapshot.File(path: "src/file\(number).swift", blob: id, lines: 10, nonBlankLines: 10))
        }
        let head = history.commits[59].id
        return Evidence.gather(
            Repository(id: "r", name: "r", location: "/r", head: head), history: history,
            snapshot: Snapshot(head: head, files: files), tags: [], decisions: [],
            timeframe: Timeframe(end: history.end(at: 1_800_000_000)))
    }
}
