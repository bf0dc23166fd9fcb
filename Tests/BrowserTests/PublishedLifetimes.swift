import Foundation
import TestKit

/// A published table of pull requests, with its times moved so that the last of them lies just behind us: otherwise what a
/// browser is shown would depend on the day on which somebody looks.
struct PublishedLifetimes {
    private let rows: [[Substring]]

    init(_ name: String) throws {
        let run = try BuiltProgram.run(
            "/usr/bin/env", ["gzip", "-dc", SharedData.file("pullrequests/lifetimes/\(name).csv.gz").path()])
        rows = run.output.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
    }

    /// - Returns: the table and its mapping, as files.
    func endingNow(in folder: URL) throws -> (rows: URL, mapping: URL) {
        let head = rows[0]
        let times = head.indices.filter { ["created_at", "merged_at", "closed_at"].contains(head[$0]) }
        let last = rows.dropFirst().flatMap { row in times.compactMap { Int64(row[$0]) } }.max() ?? 0
        let shift = Int64(Date().timeIntervalSince1970) - 86_400 - last
        let moved = rows.dropFirst().map { row in
            var row = row
            for place in times { row[place] = Int64(row[place]).map { Substring("\($0 + shift)") } ?? "" }
            return row.joined(separator: ",")
        }
        let (table, mapping) = (folder.appending(path: "lifetimes.csv"), folder.appending(path: "lifetimes.json"))
        try Data(([head.joined(separator: ",")] + moved).joined(separator: "\n").utf8).write(to: table)
        try Data(Self.mapping.utf8).write(to: mapping)
        return (table, mapping)
    }

    private static let mapping = """
        { "record": "pull-request", "source": "github.com", "dates": "unix",
          "columns": { "id": "pull_req_id", "number": "github_id", "repository": "project_name", "author": "requester",
            "createdAt": "created_at", "closedAt": "closed_at", "mergedAt": "merged_at" } }
        """
}
