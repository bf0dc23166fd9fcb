import Foundation
import TestKit
import Testing

@Suite("tutti paths")
struct PathsCommandTests {
    @Test func `gives paths to teams, lists them, and takes them back`() throws {
        let repository = try ScratchRepository.ensemble()
        let data = repository.folder + "/data"
        #expect(try TuttiProgram.run("import", "git", repository.path, "--data", data).status == 0)
        let none = try TuttiProgram.run("paths", "list", "--data", data)
        #expect(none.output.contains("No paths belong to a team yet."))

        let set = try TuttiProgram.run("paths", "set", "Core & co", "work", "./core/", "lib", "--data", data)
        #expect(set.status == 0, "\(set.errors)")
        #expect(
            set.output
                == "work: Core & co has core, lib, 17 files at the head. No file at the head lies under lib.\n")
        let empty = try TuttiProgram.run("paths", "set", "ghosts", "work", "gone", "--data", data, "--json")
        let told = try JSONDecoder().decode(Told.self, from: Data(empty.output.utf8))
        #expect(
            told
                == Told(
                    repository: "work", team: "ghosts", coverage: .init(paths: ["gone"], files: 0, emptyPaths: ["gone"])
                ))

        let listed = try TuttiProgram.run("paths", "list", "--data", data, "--json")
        let all = try JSONDecoder().decode([Told].self, from: Data(listed.output.utf8))
        #expect(all.map(\.team) == ["Core & co", "ghosts"])
        let lines = try TuttiProgram.run("paths", "list", "--repository", "work", "--data", data)
        #expect(lines.output.contains("None of the paths matches a file"))

        #expect(try TuttiProgram.run("paths", "remove", "ghosts", "work", "--data", data).status == 0)
        let wrong = try TuttiProgram.run("paths", "remove", "Core & c", "work", "--data", data)
        #expect(wrong.status == 2)
        #expect(wrong.errors.contains("Did you mean Core & co?"))
        let left = try TuttiProgram.run("paths", "list", "--data", data)
        #expect(left.output.hasPrefix("work: Core & co has core, lib") && !left.output.contains("ghosts"))
    }

    @Test(arguments: [
        (["", "work", "core"], "A team's name has 1 to 60 letters"),
        (["core", "work", "."], "That is the whole repository"),
        (["core", "work", "../elsewhere"], "leads outside"),
        (["core", "nowhere", "core"], "There is no repository called \"nowhere\""),
    ])
    func `what cannot be is said in one line`(_ arguments: [String], _ sentence: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-test-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let answer = try BuiltProgram.run(
            BuiltProgram.path("tutti"), ["paths", "set"] + arguments + ["--data", folder.path()])
        #expect(answer.status == 2)
        #expect(answer.errors.contains(sentence), "\(answer.errors)")
        #expect(answer.errors.filter { $0 == "\n" }.count == 1)
    }

    private struct Told: Decodable, Equatable {
        struct Coverage: Decodable, Equatable {
            let paths: [String]
            let files: Int
            let emptyPaths: [String]
        }
        let repository: String
        let team: String
        let coverage: Coverage
    }
}
