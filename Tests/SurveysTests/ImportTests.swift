import Foundation
import Surveys
import Testing

@Suite("Imports of past results")
struct ImportTests {
    private static let names = (0..<9).map { "person-\($0)-\(String(repeating: "f", count: 8))" }

    private static func zigpoll(_ people: Range<Int>, month: String = "2025-03") throws -> Data {
        let objects = people.flatMap { person in
            [
                ("s1", "\(person % 5 + 1)"), ("s2", person.isMultiple(of: 2) ? "Yes" : "No"),
                ("s3", "secret of \(person)"),
            ].map {
                [
                    "_id": "r\(person)\($0.0)", "createdAt": "\(month)-0\(person % 9 + 1)T10:00:00.000Z",
                    "accountId": "acc",
                    "pollId": "poll1", "slideId": $0.0, "participantId": names[person], "response": $0.1,
                    "metadata": ["email": "x@example.org"], "userAgent": "Mozilla", "valueType": "text",
                ] as [String: Any]
            }
        }
        return try JSONSerialization.data(withJSONObject: ["data": objects, "hasNextPage": false, "endCursor": "c"])
    }

    private static func tellsNobody(_ imported: SurveyImport) throws -> Bool {
        let text = String(decoding: try JSONEncoder().encode(imported.rounds), as: UTF8.self)
        return !["person-", "example.org", "Mozilla", "secret", "T10:00", "10.0.0", "tok"].contains {
            text.contains($0)
        }
    }

    @Test func `pages of Zigpoll, without the participants`() throws {
        let pages = [try Self.zigpoll(0..<5), try Self.zigpoll(5..<9), try Self.zigpoll(0..<3, month: "2025-04")]
        let imported = try SurveyImport.pages(pages, of: .zigpoll, questions: ["s1": "How is it?"], rules: .usual)
        let round = try #require(imported.rounds.first)
        #expect(
            imported.rounds.count == 1 && round.survey == "poll1" && round.month == "2025-03" && round.answered == 9)
        #expect(imported.refused == ["poll1 2025-04"])
        #expect(round.questions.map(\.text) == ["How is it?", "s2", "s3"])
        #expect(round.questions[0].high == 5 && round.questions[0].points?.mean == 2.8)
        #expect(round.questions[1].options?.map(\.id) == ["Yes", "No"])
        #expect(round.questions[2].options?.isEmpty ?? true && round.questions[2].answered == 9)
        #expect(imported.dropped.contains("participantId"))
        #expect(try Self.tellsNobody(imported))
    }

    @Test func `Zigpoll's file with a row for every answer`() throws {
        let lines = (0..<6).flatMap { person in
            ["Q1,\(person % 3 + 1)", "Q2,Yes"].map {
                "\(Self.names[person]),2025-05-02T10:00:00Z,Team poll,\($0),10.0.0.\(person)"
            }
        }
        let text = "Participant ID,Created At,Poll,Slide Title,Response,IP Address\n" + lines.joined(separator: "\n")
        let imported = try SurveyImport.file(Data(text.utf8), of: .zigpoll, name: "?", rules: .usual)
        #expect(imported.rounds.map(\.survey) == ["Team poll"] && imported.rounds[0].answered == 6)
        #expect(imported.rounds[0].questions.map(\.answered) == [6, 6])
        #expect(try Self.tellsNobody(imported))
    }

    @Test func `pages of Formbricks`() throws {
        let objects = (0..<7).map { person in
            [
                "id": "r\(person)", "createdAt": "2025-06-0\(person + 1)T10:00:00.000Z", "surveyId": "pulse",
                "finished": true,
                "contactId": Self.names[person], "contactAttributes": ["email": "x@example.org"],
                "data": ["mood": person % 5 + 1, "tools": ["git", "make"], "hidden": "tok-\(person)"] as [String: Any],
                "meta": ["userAgent": ["browser": "Mozilla"]], "ttc": ["mood": 12],
            ] as [String: Any]
        }
        let page = try JSONSerialization.data(withJSONObject: ["data": objects, "meta": ["total": 7]])
        let imported = try SurveyImport.pages([page], of: .formbricks, rules: .usual)
        let round = try #require(imported.rounds.first)
        #expect(round.answered == 7 && round.questions.map(\.id) == ["hidden", "mood", "tools"])
        #expect(round.questions[1].points != nil && round.questions[2].options?.map(\.id) == ["git", "make"])
        #expect(round.questions[2].options?.allSatisfy { $0.share < 1 && $0.wording == .nearlyAll } == true)
        #expect(try Self.tellsNobody(imported))
        #expect(throws: ImportTrouble.notJSON(page: 1)) {
            try SurveyImport.pages([Data("{}".utf8)], of: .formbricks, rules: .usual)
        }
    }

    private static func lime(_ teams: [String]) -> Data {
        let rows = teams.enumerated().map { place, team in
            "\(place + 1),2025-07-0\(place % 9 + 1) 10:00:00,3,en,tok\(place),10.0.0.\(place),x\(place)@example.org,\(team),\(place % 5 + 1),Y,own words \(place)"
        }
        return Data(
            ([
                "id. Response ID,submitdate. Date submitted,lastpage,startlanguage,token,ipaddr. IP address,Contact,team. Team,q1. Clear?,q2[SQ1],q3"
            ]
                + rows + ["99,,1,en,tokz,10.0.0.99,z@example.org,red,5,Y,"]).joined(separator: "\n").utf8)
    }

    @Test func `LimeSurvey's file`() throws {
        let imported = try SurveyImport.file(
            Self.lime([String](repeating: "red", count: 6) + [String](repeating: "blue", count: 5)), of: .limeSurvey,
            name: "Climate", group: "team. Team", rules: .usual)
        #expect(imported.rounds.map(\.group) == [nil, "blue", "red"] && imported.rounds.map(\.answered) == [11, 5, 6])
        #expect(imported.rounds[0].questions.map(\.id) == ["q1. Clear?", "q2[SQ1]", "q3"])
        #expect(imported.oddities == [.init(line: 13, why: "was not finished")])
        #expect(imported.dropped.count == 7 && imported.dropped.contains("Contact"))
        #expect(try Self.tellsNobody(imported))
    }

    @Test func `groups of too few are refused, and one that would tell them`() throws {
        let teams = [String](repeating: "red", count: 6) + [String](repeating: "blue", count: 9) + ["one", "one"]
        let imported = try SurveyImport.file(
            Self.lime(teams), of: .limeSurvey, name: "Climate", group: "team. Team", rules: .usual)
        #expect(imported.rounds.map(\.group) == [nil, "blue"])
        #expect(imported.refused == ["Climate 2025-07, one", "Climate 2025-07, red"])
        #expect(throws: ImportTrouble.unknownGroup("x")) {
            try SurveyImport.file(Self.lime(teams), of: .limeSurvey, name: "?", group: "x", rules: .usual)
        }
        #expect(throws: ImportTrouble.nothing) {
            try SurveyImport.file(Data("id,q1\n".utf8), of: .limeSurvey, name: "?", rules: .usual)
        }
    }
}
