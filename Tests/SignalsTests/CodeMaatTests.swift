import Foundation
import Records
import TestKit
import Testing

@testable import Signals

/// Code Maat's small log and the results its own tests expect, through the functions that the signals share.
///
/// Compared where the definitions agree: revisions, authors, coupling and age in months. Not compared: its main
/// developer goes by added lines and its effort by single commits, where `ownership` counts commits of a module and
/// the truck factor a degree of authorship; its change set is a commit, where `coupling` takes a person's day.
@Suite("Code Maat's results", .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct CodeMaatTests {
    private let commits: [(author: String, files: [String])]
    private let expected: [String: String]

    private struct Results: Decodable {
        let simple_git: [String: String]
    }

    init() throws {
        let log = try String(contentsOf: SharedData.file("git/codemaat/simple_git.txt"), encoding: .utf8)
        commits = log.split(separator: "\n\n").map { block in
            let lines = block.split(separator: "\n")
            let author = lines.first?.split(separator: " ").dropFirst().first ?? ""
            return (String(author), lines.dropFirst().compactMap { $0.split(separator: "\t").last.map(String.init) })
        }
        let file = try Data(contentsOf: SharedData.file("git/codemaat/expected.json"))
        expected = try JSONDecoder().decode(Results.self, from: file).simple_git
    }

    private var history: HistoryBuilder {
        var history = HistoryBuilder()
        for commit in commits.reversed() {
            history.commit(commit.author, commit.files.map { .modify(String($0.dropFirst())) })
            for file in commit.files { history.hold(String(file.dropFirst())) }
        }
        return history
    }

    private func table(_ rows: [(String, String)], _ heading: String) -> String {
        ([heading] + rows.map { "/\($0.0),\($0.1)" }).joined(separator: "\n") + "\n"
    }

    @Test func `authors and revisions of every file`() {
        let evidence = history.evidence()
        let source = SourceFiles(evidence)
        let parts = Authorship(evidence, source).parts
        let rows = source.files.enumerated().map { place, file in
            (file.path, authors: parts[place].count, revisions: parts[place].reduce(0) { $0 + $1.changes })
        }
        #expect(
            table(rows.map { ($0.0, "\($0.authors),\($0.revisions)") }, "entity,n-authors,n-revs")
                == expected["authors"])
        #expect(table(rows.map { ($0.0, "\($0.revisions)") }, "entity,n-revs") == expected["revisions"])
    }

    @Test func `coupling, with a commit for a change set and the limits at one`() throws {
        let names = Set(commits.flatMap(\.files)).sorted()
        let sets = commits.map { commit in commit.files.compactMap { names.firstIndex(of: $0).map(Int32.init) } }
        var limits = CoChange.Limits()
        limits.shared = 1
        limits.meanRevisions = 1
        let pair = try #require(CoChange(sets: sets, members: names.count, limits: limits).pairs.first)
        // Code Maat cuts the degree and rounds the mean up.
        let row =
            "\(names[pair.first]),\(names[pair.second]),\(Int(pair.degree)),\(Int(pair.meanRevisions.rounded(.up)))"
        #expect("entity,coupled,degree,average-revs\n\(row)\n" == expected["coupling"])
    }
}
