import Foundation
import Records
import Testing

@testable import Connectors

@Suite("Tables with a mapping")
struct TableTests {
    private static let mapping = """
        { "record": "deployment", "source": "deploy.example.org",
          "columns": { "id": "Nr", "service": "App", "finishedAt": "End", "result": "Outcome", "commit": "Rev" },
          "values": { "result": { "OK": "succeeded", "KO": "failed" } },
          "constants": { "environment": "Prod EU" }, "dates": "dd.MM.yyyy HH:mm", "offset": "+01:00" }
        """

    private func read(_ text: String, _ mapping: String = mapping, as format: String = "csv") throws -> [Record] {
        let mapping = try TableMapping(Data(mapping.utf8))
        var reader = try #require(FileFormat.named(format)).reader(.init(mapping: mapping))
        var records: [Record] = []
        let summary = try reader.read(Data(text.utf8)) { records.append($0) }
        #expect(summary == .rows(records.count))
        return records
    }

    @Test(arguments: [";", ",", "\t", "|"])
    func `become records`(_ separator: String) throws {
        let rows = [["Nr", "App", "End", "Outcome", "Rev"], ["7", "shop", "02.03.2026 09:30", "KO", "abc"]]
        let text = rows.map { $0.joined(separator: separator) }.joined(separator: "\r\n")
        var wanted = Deployment(
            key: RecordKey("deploy.example.org", .deployment, "7"), service: "shop", environment: .production,
            state: .finished, result: .failed, commits: [DeployedCommit(commit: "abc")])
        wanted.originalEnvironment = "Prod EU"
        wanted.originalResult = "failed"
        wanted.finishedAt = 1_772_440_200
        #expect(try read(text) == [.deployment(wanted)])
    }

    @Test(arguments: [
        (
            "Nr,App,End,Outcome,Rev\n7,shop,yesterday,OK,a",
            "Line 2, column “End”: “yesterday” should be a date like dd.MM.yyyy HH:mm."
        ),
        (
            "Nr,App,End,Outcome,Rev\n7,\"a\nb\",02.03.2026 09:30,OK,a\n8,,02.03.2026 09:30,OK,a",
            "Line 4, column “App”: it is empty, and “service” is needed."
        ),
        ("Nr,App,End,Rev\n", "Line 1, column “Outcome”: the table has no such column; it has Nr, App, End, Rev."),
        (
            "Nr,App,End,Outcome,Rev\n7,shop,31.02.2026 09:30,fine,a",
            "Line 2, column “Outcome”: “fine” should be one of succeeded, failed, cancelled, skipped; "
                + "“values” in the mapping file can translate it."
        ),
        ("Nr,App,End,Outcome,Rev\n\"7", "Line 2: the quotation mark that opens here never closes."),
        ("", "The file is empty."),
    ])
    func `say which row and column is wrong`(_ text: String, _ sentence: String) {
        #expect { try read(text) } throws: { "\($0)" == sentence }
    }

    @Test(arguments: [
        ("[]", "The mapping file: it is no JSON object."), ("{}", "The mapping file: “record” is missing."),
        (
            "{\"record\":\"lunch\",\"columns\":{}}",
            "The mapping file: there is no record “lunch”; there are pull-request, review, work-item, build, "
                + "deployment, incident, analysis."
        ),
        (
            "{\"record\":\"incident\",\"columns\":{\"id\":\"a\",\"title\":\"b\"}}",
            "The mapping file: the record “incident” needs “startedAt”."
        ),
        (
            "{\"record\":\"review\",\"columns\":{\"stars\":\"a\"}}",
            "The mapping file: the record “review” has no field “stars”; it has author, body, commit, id, pullRequest, "
                + "submittedAt, verdict."
        ),
        (
            "{\"record\":\"review\",\"columns\":{},\"dates\":\"soon\"}",
            "The mapping file: “dates” is “soon”; it is iso, unix, unix-ms or a pattern like dd.MM.yyyy HH:mm."
        ),
    ])
    func `are not read by a wrong mapping`(_ mapping: String, _ sentence: String) {
        #expect { try TableMapping(Data(mapping.utf8)) } throws: { "\($0)" == sentence }
    }

    @Test func `of Windows keep their letters`() throws {
        let text = Array("Nr,App,End,Outcome,Rev\n7,caf".utf8) + [0xE9, 0x80] + Array(",02.03.2026 09:30,OK,a".utf8)
        var reader = TableReader(try TableMapping(Data(Self.mapping.utf8)))
        var services: [String] = []
        _ = try reader.read(Data(text)) { if case .deployment(let found) = $0 { services.append(found.service) } }
        #expect(services == ["café€"])
    }

    @Test(arguments: [
        (
            "pull-request",
            "\"id\":\"id\",\"repository\":\"r.name\",\"createdAt\":\"at\",\"mergedAt\":\"m\",\"labels\":\"l\"",
            "{\"id\":7,\"r\":{\"name\":\"shop\"},\"at\":100,\"m\":200,\"l\":[\"a\",\"b\"]}"
        ),
        (
            "review", "\"id\":\"id\",\"pullRequest\":\"pr\",\"verdict\":\"v\",\"submittedAt\":\"at\"",
            "{\"id\":\"1\",\"pr\":7,\"v\":\"approved\",\"at\":100}"
        ),
        (
            "work-item", "\"id\":\"id\",\"title\":\"t\",\"state\":\"s\",\"createdAt\":\"at\",\"estimate\":\"e\"",
            "{\"id\":\"A-1\",\"t\":\"x\",\"s\":\"done\",\"at\":100,\"e\":2.5}"
        ),
        (
            "build", "\"id\":\"id\",\"name\":\"n\",\"result\":\"r\",\"finishedAt\":\"at\"",
            "{\"id\":1,\"n\":\"ci\",\"r\":\"failed\",\"at\":100}"
        ),
        ("incident", "\"id\":\"id\",\"title\":\"t\",\"startedAt\":\"at\"", "{\"id\":1,\"t\":\"down\",\"at\":100.9}"),
        (
            "analysis",
            "\"repository\":\"r\",\"commit\":\"c\",\"analysedAt\":\"at\",\"minutes\":\"m\",\"lines\":\"n\",\"rules\":\"q\"",
            "{\"r\":\"shop\",\"c\":\"abc\",\"at\":100,\"m\":2.5,\"n\":1000,\"q\":\"1\"}"
        ),
    ])
    func `can be lines of JSON`(_ record: String, _ columns: String, _ line: String) throws {
        let mapping = "{\"record\":\"\(record)\",\"columns\":{\(columns)},\"dates\":\"unix\"}"
        let found = try read(line + "\n" + line, mapping, as: "json-lines")
        #expect(found.map(\.type) == [record, record])
        if case .pullRequest(let request) = found[0] {
            #expect(request.state == .merged)
            #expect(request.number == 7)
            #expect(request.repository == RecordKey("files", .repository, "shop"))
            #expect(request.labels == ["a", "b"])
            #expect(request.closedAt == 200)
        }
    }
}
