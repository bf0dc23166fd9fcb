import Features
import Foundation
import TestKit
import Testing

/// Totals of known histories at a fixed commit, counted by git and a plain script.
@Suite("The published totals of known histories", .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct PublishedTotalsTests {
    private struct Published: Decodable {
        let repositories: [String: Totals]
    }

    private struct Totals: Decodable {
        let commit: String
        let commits: Int
        let merges: Int
        let author_identities_raw: Int
        let author_identities_after_mailmap: Int
        let co_author_lines: Int
        let reviewed_by_lines: Int
        let files_at_commit: Int
        let first_author_date_utc: String
        let numstat_non_merge_no_renames: Lines

        /// A sentence where the script's clone lacked contents.
        enum Lines: Decodable {
            case counted(Counts)
            case unknown

            init(from decoder: any Decoder) throws {
                self = (try? Counts(from: decoder)).map(Lines.counted) ?? .unknown
            }
        }

        struct Counts: Decodable {
            let file_changes: Int
            let binary: Int
            let lines_added: Int
            let lines_deleted: Int
        }
    }

    private static func published() throws -> [String: Totals] {
        let data = try Data(contentsOf: SharedData.file("git/expected.json"))
        return try JSONDecoder().decode(Published.self, from: data).repositories
    }

    static let names = ["hummingbird", "vapor", "swift-package-manager", "incubator-devlake", "parabol"]

    @Test func `are of five histories, and add up`() throws {
        let published = try Self.published()
        #expect(Set(published.keys.map { String($0.split(separator: "/")[1]) }) == Set(Self.names))
        for (name, totals) in published {
            #expect(totals.commit.count == 40 && totals.merges < totals.commits, "\(name)")
            #expect(totals.author_identities_after_mailmap <= totals.author_identities_raw, "\(name)")
        }
    }

    /// Each that lies there; the first is always asked for, so that a wrong folder does not pass for none.
    @Test(
        .enabled(if: Clones.hold("hummingbird"), "needs clones in TUTTI_CLONES"),
        arguments: names.filter { $0 == "hummingbird" || Clones.hold($0) })
    func `come out of the report`(_ name: String) throws {
        let totals = try #require(try Self.published().first { $0.key.hasSuffix("/" + name) }?.value)
        let clone = try #require(Clones.path(name))
        let answer = try TuttiProgram.run(
            "report", clone, "--rev", totals.commit, "--no-renames", "--json",
            environment: [
                "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*",
            ])
        try #require(answer.status == 0, "\(answer.errors)")
        let report = try JSONDecoder().decode(Report.self, from: Data(answer.output.utf8))
        #expect(report.repository.commits == totals.commits)
        #expect(report.repository.merges == totals.merges)
        #expect(report.repository.files == totals.files_at_commit)
        #expect(report.repository.firstCommitAt?.hasPrefix(totals.first_author_date_utc.prefix(10)) == true)
        #expect(report.identities.pairs == totals.author_identities_raw)
        #expect(report.identities.afterMailmap == totals.author_identities_after_mailmap)
        #expect(report.changes.coAuthorTrailers == totals.co_author_lines)
        #expect(report.changes.reviewedByTrailers == totals.reviewed_by_lines)
        guard case .counted(let lines) = totals.numstat_non_merge_no_renames else { return }
        #expect(report.changes.fileChanges == lines.file_changes)
        #expect(report.changes.binary == lines.binary)
        #expect(report.changes.linesAdded == lines.lines_added)
        #expect(report.changes.linesDeleted == lines.lines_deleted)
    }
}
