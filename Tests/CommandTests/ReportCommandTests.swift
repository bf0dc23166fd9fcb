import Foundation
import Records
import Signals
import TestKit
import Testing

@testable import Features

@Suite("tutti report")
struct ReportCommandTests {
    private let until = ["--until", "2023-12-20T00:00:00Z"]

    @Test func `the terminal shows findings, signals and what could not be seen`() throws {
        let repository = try ScratchRepository.ensemble()
        let answer = try TuttiProgram.run("report", repository.path, until[0], until[1])
        #expect(answer.status == 0)
        #expect(answer.errors == "")
        let order = ["26 commits", "Signals", "What could not be seen", "reviews"].map {
            answer.output.range(of: $0)?.lowerBound
        }
        #expect(order.allSatisfy { $0 != nil })
        #expect(order.compactMap(\.self) == order.compactMap(\.self).sorted())
        #expect(!answer.output.contains("\u{1B}"))
    }

    @Test func `the JSON counts what git counts`() throws {
        let repository = try ScratchRepository.ensemble()
        let report = try report(repository, "--no-renames")
        #expect(report.schema == "tutti.report/1")
        #expect(report.repository.head == (try repository.git("rev-parse", "HEAD")))
        #expect(report.repository.commits == 26)
        #expect(report.repository.merges == 0)
        #expect(report.repository.files == 25)
        #expect(report.repository.tags == 2)
        #expect(report.repository.firstCommitAt == "2023-11-14T22:13:20Z")
        #expect(report.repository.lastCommitAt == "2023-12-10T09:20:00Z")
        #expect(report.identities.pairs == 4)
        #expect(report.identities.people == 3)
        #expect(report.identities.bots == 1)
        #expect(report.changes.coAuthorTrailers == 1)
        #expect(report.changes.reviewedByTrailers == 1)
        #expect(report.changes.binary == 1)
        let lines = try repository.git("log", "--numstat", "--no-renames", "--format=", "--no-merges")
            .split(separator: "\n").map { $0.split(separator: "\t") }
        #expect(report.changes.fileChanges == lines.count)
        #expect(report.changes.linesAdded == lines.reduce(0) { $0 + (Int($1[0]) ?? 0) })
        #expect(report.changes.linesDeleted == lines.reduce(0) { $0 + (Int($1[1]) ?? 0) })
    }

    @Test func `a rename is one change, or two when renames are not followed`() throws {
        let repository = try ScratchRepository.ensemble()
        let (followed, apart) = (try report(repository), try report(repository, "--no-renames"))
        #expect(followed.changes.fileChanges + 1 == apart.changes.fileChanges)
        #expect(followed.changes.renames && !apart.changes.renames)
    }

    @Test func `since and until count the commits of that span`() throws {
        let repository = try ScratchRepository.ensemble()
        let report = try report(repository, "--since", "2023-12-09", "--until", "2023-12-10")
        #expect(report.changes.commits == 2)
        #expect(report.timeframe.since == "2023-12-09T00:00:00Z")
        #expect(report.timeframe.until == "2023-12-11T00:00:00Z")
        #expect(report.repository.commits == 26)
    }

    @Test func `a revision is read as of its own day`() throws {
        let repository = try ScratchRepository.ensemble()
        let answer = try TuttiProgram.run("report", repository.path, "--json", "--rev", "v1.0.0")
        let report = try JSONDecoder().decode(Report.self, from: Data(answer.output.utf8))
        #expect(report.repository.head == (try repository.git("rev-parse", "v1.0.0^{commit}")))
        #expect(report.repository.commits == 25)
        #expect(report.timeframe.until == "2023-12-09T05:33:21Z")
    }

    @Test func `a report of a part names it, and paths without a file`() throws {
        let repository = try ScratchRepository.ensemble()
        let kept = try TuttiProgram.run("report", repository.path, "--path", "core", "--path", "nowhere")
        #expect(kept.output.contains("Numbers are of core and nowhere alone: 17 files."))
        #expect(kept.output.contains("No file at the head lies under nowhere."))
        let explained = try TuttiProgram.run("explain", "truck-factor", repository.path, "--path", "nowhere")
        #expect(explained.status == 0)
        #expect(explained.errors.contains("none of the paths matches a file: no file at the head lies under nowhere."))
        #expect(try !TuttiProgram.run("report", repository.path).output.contains("alone:"))
    }

    @Test func `a path keeps to its part of the repository`() throws {
        let repository = try ScratchRepository.ensemble()
        let (all, web) = (try report(repository), try report(repository, "--path", "./web/"))
        #expect(web.changes.fileChanges == 8)
        #expect(all.changes.fileChanges > web.changes.fileChanges)
    }

    @Test func `the same clone and span give the same bytes`() throws {
        let repository = try ScratchRepository.ensemble()
        let arguments = ["--json", "--markdown", "--html"].map { [$0] + ($0 == "--html" ? ["-"] : []) }
        for form in arguments {
            let answers = try (0..<2).map { _ in
                try BuiltProgram.run(BuiltProgram.path("tutti"), ["report", repository.path] + form + until).output
            }
            #expect(answers[0] == answers[1])
            #expect(!answers[0].isEmpty)
        }
    }

    @Test func `after hours and the published truck factor are chosen by option`() throws {
        let repository = try ScratchRepository.ensemble()
        let usual = try report(repository)
        let chosen = try report(repository, "--after-hours", "--truck-factor", "published")
        if let off = usual.signals.first(where: { $0.id == "after-hours" }) {
            #expect(off.status == .off)
            #expect(chosen.signals.first { $0.id == "after-hours" }?.status != .off)
        }
        let variant = { (report: Report) in
            try report.signals.first { $0.id == "truck-factor" }?.details.decode(TruckFactorDetails.self).variant
        }
        #expect(try variant(usual) == "active")
        #expect(try variant(chosen) == "published")
    }

    @Test func `holidays come from a file, and one that cannot be read is told in a sentence`() throws {
        let repository = try ScratchRepository()
        for number in 0..<50 {
            // A Tuesday at eleven.
            try repository.commit(
                "Change \(number)", by: "P\(number % 5)", email: "p\(number % 5)@example.org", at: "1699956000 +0100")
        }
        let file = repository.folder + "/holidays.txt"
        func share(_ options: String...) throws -> Double? {
            let arguments = ["explain", "after-hours", repository.path, "--json", "--after-hours"] + options
            let answer = try BuiltProgram.run(BuiltProgram.path("tutti"), arguments)
            return try JSONDecoder().decode(Report.Reading.self, from: Data(answer.output.utf8)).value
        }
        try Data("2023-11-14 Founders' Day\n".utf8).write(to: URL(filePath: file))
        #expect(try share() == 0)
        #expect(try share("--holidays", file) == 100)
        try Data("14 November\n".utf8).write(to: URL(filePath: file))
        let refused = try TuttiProgram.run("report", repository.path, "--after-hours", "--holidays", file)
        #expect(refused.status == 2 && refused.errors.contains("holidays.txt: Line 1 is no day."))
        let absent = try TuttiProgram.run("report", repository.path, "--after-hours", "--holidays", file + "x")
        #expect(absent.status == 2 && absent.errors.contains("cannot be read as text"))
        let alone = try TuttiProgram.run("report", repository.path, "--holidays", file)
        #expect(alone.status == 2 && alone.errors.contains("--holidays is read for --after-hours alone."))
    }

    @Test func `the HTML file stands alone`() throws {
        let repository = try ScratchRepository.ensemble()
        let file = repository.folder + "/report.html"
        let answer = try TuttiProgram.run("report", repository.path, "--html", file, until[0], until[1])
        #expect(answer.status == 0)
        let html = try String(contentsOfFile: file, encoding: .utf8)
        #expect(html.hasPrefix("<!doctype html>"))
        #expect(html.contains("@page"))
        for outside in ["<script", "<link", "src=", "url(http", "@import", "href=\"/"] {
            #expect(!html.contains(outside))
        }
    }

    @Test func `nothing is left behind, and the clone is not touched`() throws {
        let repository = try ScratchRepository.ensemble()
        let before = try tree(repository.path)
        let temporary = try repository.temporary()
        for form in ["--json", "--markdown"] {
            #expect(try TuttiProgram.run("report", repository.path, form, environment: temporary).status == 0)
        }
        #expect(try TuttiProgram.run("report", "file://" + repository.path, environment: temporary).status == 0)
        #expect(repository.leftovers == [])
        #expect(try tree(repository.path) == before)
    }

    @Test func `a repository without commits says so and is no error`() throws {
        let repository = try ScratchRepository()
        let answer = try TuttiProgram.run("report", repository.path)
        #expect(answer.status == 0)
        #expect(answer.output.contains("no commits yet"))
        let report = try report(repository)
        #expect(report.repository.head == nil)
        #expect(report.repository.commits == 0)
        #expect(report.findings.isEmpty)
        #expect(report.signals.filter { $0.value != nil && $0.sample.of.contains("commit") }.isEmpty)
        #expect(report.signals.first { $0.id == "truck-factor" }?.status == .tooFew)
    }

    private func report(_ repository: ScratchRepository, _ options: String...) throws -> Report {
        let end = options.contains("--until") ? [] : until
        let answer = try BuiltProgram.run(
            BuiltProgram.path("tutti"), ["report", repository.path, "--json"] + end + options)
        try #require(answer.status == 0, "\(answer.errors)")
        return try JSONDecoder().decode(Report.self, from: Data(answer.output.utf8))
    }

    private func tree(_ path: String) throws -> Set<String> {
        let walk = FileManager.default.enumerator(atPath: path)
        let names = (walk?.allObjects as? [String]) ?? []
        return Set(
            try names.map { name in
                let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + name)
                return "\(name) \(attributes[.modificationDate] ?? "") \(attributes[.size] ?? "")"
            })
    }
}

extension JSONValue {
    func member(_ name: String) -> JSONValue? {
        if case .object(let members) = self { members[name] } else { nil }
    }
}
