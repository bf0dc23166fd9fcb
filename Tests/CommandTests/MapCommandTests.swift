import Foundation
import TestKit
import Testing

@Suite("tutti map")
struct MapCommandTests {
    private struct Document: Decodable {
        struct Entry: Decodable { var type: String }
        struct Problem: Decodable, Equatable { var at, why: String }

        var schema, source, category: String
        var answers: Int
        var records: [Entry]
        var problems: [Problem]
        var unknownEvents: [String]
    }

    private static let milestone =
        #"{"id":51,"url":"https://api.github.com/repos/a/b/milestones/1","title":"Spring","due_on":"2026-03-20T07:00:00Z"}"#

    /// A folder of its own with one file in it.
    private static func folder(_ name: String, _ text: String) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-map-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: folder.appending(path: name))
        return folder
    }

    @Test func `prints records as one document, with instants as dates`() throws {
        let folder = try Self.folder("one.json", Self.milestone)
        let run = try TuttiProgram.run("map", "github", "milestones", "one.json", "--json", in: folder.path())
        #expect(run.status == 0, "\(run.errors)")
        let document = try JSONDecoder().decode(Document.self, from: Data(run.output.utf8))
        #expect(document.schema == "tutti.map/1")
        #expect(document.answers == 1)
        #expect(document.records.map(\.type) == ["sprint"])
        #expect(run.output.contains(#""endAt" : "2026-03-20T07:00:00Z""#))
    }

    @Test func `prints a line for each record, by type`() throws {
        let folder = try Self.folder("one.json", Self.milestone)
        let run = try TuttiProgram.run("map", "github", "milestones", "one.json", in: folder.path())
        #expect(
            run.output
                == "1 answer, 1 record, 0 problems\n\nsprint (1)\n  milestone-51  2026-03-20T07:00Z  active  Spring\n"
        )
    }

    @Test func `tells a bad answer with its place, goes on, and ends with 1`() throws {
        let folder = try Self.folder("some.jsonl", "\(Self.milestone)\n{}\n")
        let run = try TuttiProgram.run("map", "github", "milestones", "some.jsonl", "--json", in: folder.path())
        #expect(run.status == 1)
        let document = try JSONDecoder().decode(Document.self, from: Data(run.output.utf8))
        #expect(document.records.count == 1)
        #expect(document.problems == [.init(at: "some.jsonl:2", why: "The field “id” is missing.")])
    }

    @Test func `reads tables, and files that are packed`() throws {
        let quoted = Self.milestone.replacing("\"", with: "\"\"")
        let folder = try Self.folder("some.csv", "id,data\n1,\"\(quoted)\"\n")
        let packed = try BuiltProgram.run("/usr/bin/env", ["gzip", "-k", "some.csv"], in: folder)
        #expect(packed.status == 0)
        let plain = try TuttiProgram.run("map", "github", "milestones", "some.csv", in: folder.path())
        let unpacked = try TuttiProgram.run("map", "github", "milestones", "some.csv.gz", in: folder.path())
        #expect(plain.output.contains("milestone-51"))
        #expect(plain.output == unpacked.output)
        let whole = try Data(contentsOf: folder.appending(path: "some.csv.gz"))
        try whole.dropLast(9).write(to: folder.appending(path: "cut.csv.gz"))
        let cut = try TuttiProgram.run("map", "github", "milestones", "cut.csv.gz", in: folder.path())
        #expect(cut.status == 2)
        #expect(cut.errors.contains("broken"))
    }

    @Test(arguments: [
        ("input", #"{""Number"": 7, ""GithubId"": 51}"#),
        ("input", "https://api.github.com/repos/a/b/pulls/7/commits?page=1"),
        ("url", "https://api.github.com/repos/a/b/pulls/7/commits?page=1"),
    ])
    func `learns what was asked from either column`(_ column: String, _ asked: String) throws {
        let commit =
            #"{""sha"":""c1"",""url"":""https://api.github.com/repos/a/b/commits/c1"","#
            + #"""commit"":{""author"":{""name"":""Ada"",""date"":""2026-03-01T00:00:00Z""}}}"#
        let folder = try Self.folder("some.csv", "data,\(column)\n\"\(commit)\",\"\(asked)\"\n")
        let run = try TuttiProgram.run("map", "github", "pull-request-commits", "some.csv", in: folder.path())
        #expect(run.status == 0, "\(run.output)")
        #expect(run.output.contains("a/b#7"), "\(run.output)")
    }

    @Test func `says that an event is unknown, and that is no problem`() throws {
        let folder = try Self.folder("hook.json", "{}")
        let run = try TuttiProgram.run(
            "map", "github", "webhook", "hook.json", "--event", "dance", "--json", in: folder.path())
        #expect(run.status == 0)
        let document = try JSONDecoder().decode(Document.self, from: Data(run.output.utf8))
        #expect(document.unknownEvents == ["dance"])
    }

    @Test(arguments: [
        (["gitbub", "issues"], "Did you mean github?"), (["github", "issue"], "Did you mean issues?"),
        (["github", "issues", "none.json"], "none.json cannot be read"),
        (["github", "issues"], "There is nothing in it"),
        (["github"], "category"),
    ])
    func `ends with 2 where it cannot be used`(_ arguments: [String], _ words: String) throws {
        let run = try BuiltProgram.run(BuiltProgram.path("tutti"), ["map"] + arguments)
        #expect(run.status == 2)
        #expect(run.errors.contains(words), "\(run.errors)")
    }

    @Test func `lists all tools and categories in its help`() throws {
        let run = try BuiltProgram.run(BuiltProgram.path("tutti"), ["map", "--help"])
        #expect(run.status == 0)
        for word in [
            "github:", "gitlab:", "pipeline:", "files:", "pull-request-commits", "merge-requests", "cloud-events",
            "auto",
            "cobertura", "json-lines",
        ] {
            #expect(run.output.contains(word))
        }
    }
}
