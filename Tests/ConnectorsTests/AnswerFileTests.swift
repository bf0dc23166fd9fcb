import Connectors
import Foundation
import Records
import Testing

@Suite("Files of answers")
struct AnswerFileTests {
    struct Case: CustomTestStringConvertible {
        var testDescription: String
        var text: String
        /// Where each answer stands, and what it is.
        var pieces: [String]
    }

    @Test(arguments: [
        Case(testDescription: "one answer", text: #" {"id": 1} "#, pieces: [#"f {"id": 1}"#]),
        Case(
            testDescription: "a page", text: #"[{"id":1}, {"id":"]\""}]"#,
            pieces: [#"f[0] {"id":1}"#, #"f[1] {"id":"]\""}"#]),
        Case(testDescription: "an empty page", text: "[ ]", pieces: []),
        Case(
            testDescription: "a page that tells how many there are",
            text: #"{"total_count":2,"jobs":[{"id":1},{"id":2}]}"#, pieces: [#"f[0] {"id":1}"#, #"f[1] {"id":2}"#]),
        Case(
            testDescription: "lines", text: "{\"id\":1}\r\n\n{\"id\":2}\n",
            pieces: [#"f:1 {"id":1}"#, #"f:3 {"id":2}"#]),
        Case(
            testDescription: "lines of which one is broken", text: "{\"id\":1}\n{\"id\":\n{\"id\":3}",
            pieces: [#"f:1 {"id":1}"#, #"f:2 {"id":"#, #"f:3 {"id":3}"#]),
        Case(testDescription: "lines of pages", text: "[1,2]\n[3]", pieces: ["f:1[0] 1", "f:1[1] 2", "f:2[0] 3"]),
        Case(testDescription: "a text that ends early", text: "{\"id\":\n1", pieces: ["f {\"id\":\n1"]),
        Case(
            testDescription: "a table", text: "id,Data\r\n1,\"{\"\"id\"\":\n\"\"a,b\"\"}\"\r\n2,{}\r\n3\r\n",
            pieces: ["f:2 {\"id\":\n\"a,b\"}", "f:4 {}", "f:5 "]),
        Case(testDescription: "a mark at the beginning", text: "\u{FEFF}{}", pieces: ["f {}"]),
    ])
    func `are cut into answers, each as it was written`(_ one: Case) throws {
        let file = try AnswerFile(Data(one.text.utf8), name: "f")
        #expect(
            file.pieces.map { "\($0.at) \(String(decoding: $0.body, as: UTF8.self))".replacing("\r", with: "") }
                == one.pieces)
    }

    @Test func `a table says what was asked, and which event it was`() throws {
        let file = try AnswerFile(Data("url,event,data\nhttps://a/b,push,{}\n,,{}\n".utf8), name: "f")
        #expect(file.pieces.map(\.url) == ["https://a/b", nil])
        #expect(file.pieces.map(\.event) == ["push", nil])
    }

    @Test(
        arguments: [
            (#""{""Number"": 23, ""GithubId"": 9}""#, nil, 23), (#""{""Iid"":1}""#, nil, 1), ("7", nil, 7),
            ("null", nil, nil),
            ("https://a/b", "https://a/b", nil), (#""""https://a/b""""#, "https://a/b", nil),
            (#""{""url"":""https://a/b""}""#, "https://a/b", nil), (#""{""Login"":""x""}""#, nil, nil),
            ("1.5", nil, nil),
        ] as [(String, String?, Int?)])
    func `a table without addresses may say what was asked in “input”`(
        _ cell: String, _ url: String?, _ number: Int?
    ) throws {
        let piece = try #require(AnswerFile(Data("data,input\n{},\(cell)\n".utf8), name: "f").pieces.first)
        #expect(piece.url == url)
        #expect(piece.number == number)
    }

    @Test func `of an address and an input the address counts`() throws {
        let file = try AnswerFile(Data("url,input,data\nhttps://a/b,7,{}\n".utf8), name: "f")
        #expect(file.pieces.map(\.url) == ["https://a/b"])
        #expect(file.pieces.map(\.number) == [nil])
    }

    @Test(arguments: [("", AnswerFile.Trouble.empty), (" \n", .empty), ("a,b\n1,2", .noData(columns: ["a", "b"]))])
    func `without answers are refused`(_ text: String, _ trouble: AnswerFile.Trouble) {
        #expect(throws: trouble) { try AnswerFile(Data(text.utf8), name: "f") }
    }

    @Test func `a bad answer is told with its place, and the rest goes on`() throws {
        let good = #"{"id":1,"url":"https://api.github.com/repos/a/b/milestones/1","title":"One"}"#
        let file = try AnswerFile(Data("\(good)\n{\"id\":2}\n{\"id\":\n\(good)\n".utf8), name: "f")
        var mapped = MappedAnswers()
        mapped.add(file.pieces, category: "milestones", of: .gitHub)
        #expect(mapped.answers == 4)
        #expect(mapped.records.count == 1)
        #expect(mapped.problems.map(\.at) == ["f:2", "f:3"])
        #expect(mapped.problems.first?.why == "The field “url” is missing.")
    }

    @Test func `of a thing that comes twice the newer is kept`() throws {
        func issue(_ day: Int, _ title: String) -> String {
            "{\"url\":\"https://api.github.com/repos/a/b/issues/1\",\"number\":1,\"title\":\"\(title)\",\"state\":\"open\","
                + "\"created_at\":\"2026-03-01T00:00:00Z\",\"updated_at\":\"2026-03-0\(day)T00:00:00Z\"}"
        }
        for text in ["[\(issue(3, "new")),\(issue(2, "old"))]", "[\(issue(2, "old")),\(issue(3, "new"))]"] {
            var mapped = MappedAnswers()
            mapped.add(try AnswerFile(Data(text.utf8), name: "f").pieces, category: "issues", of: .gitHub)
            let items = mapped.records.compactMap { if case .workItem(let it) = $0 { it.title } else { nil } }
            #expect(items == ["new"])
        }
    }

    @Test func `instants are printed as dates`() throws {
        let event = PullRequestEvent(
            key: RecordKey("a", .pullRequestEvent, "1"), pullRequest: RecordKey("a", .pullRequest, "1"), kind: .opened,
            at: 1_772_445_600, actor: nil)
        let printed = String(decoding: try JSONValue.canonical(PrintedRecord(.pullRequestEvent(event))), as: UTF8.self)
        #expect(printed.contains(#""at":"2026-03-02T10:00:00Z""#))
    }
}
