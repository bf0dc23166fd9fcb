import Records

/// The source files at the head that belong to the team, tied to their lives in the history.
///
/// Every knowledge signal counts these and no others: documents, generated and vendored files, binaries and
/// pointers are left out, and so is whatever lies outside the team's paths.
package struct SourceFiles: Sendable {
    /// By path.
    package let files: [Snapshot.File]
    /// For every file of the lineage, its place in `files`; -1 for one that is no source file at the head.
    package let placeOfLife: [Int32]
    /// Files at the head that are no source, and source files outside the team's paths.
    package let notSource: Int
    package let elsewhere: Int

    package init(_ evidence: Evidence) {
        let source = evidence.snapshot.files.filter(\.isSource)
        let files = source.filter { evidence.options.covers($0.path) }.sorted { $0.path < $1.path }
        self.files = files
        notSource = evidence.snapshot.files.count - source.count
        elsewhere = source.count - files.count
        let placeOfPath = Dictionary(files.indices.map { (files[$0].path, $0) }) { first, _ in first }
        var placeOfLife = [Int32](repeating: -1, count: evidence.lineage.fileCount)
        for (path, life) in evidence.lineage.fileAtPath {
            guard let place = placeOfPath[evidence.history.paths[Int(path)]] else { continue }
            placeOfLife[Int(life)] = Int32(place)
        }
        self.placeOfLife = placeOfLife
    }

    package var lines: Int { files.reduce(0) { $0 + $1.lines } }

    /// What every knowledge signal says it left out.
    package var exclusions: [Measurement.Exclusion] {
        var list: [Measurement.Exclusion] = []
        if notSource > 0 {
            list.append(.init("files that are no source (documents, generated, vendored, binary)", count: notSource))
        }
        if elsewhere > 0 { list.append(.init("source files outside the team's paths", count: elsewhere)) }
        return list
    }
}

extension Evidence.Options {
    /// Whether a path belongs to the team: it is one of the path rules or lies under one; with no rules all do.
    package func covers(_ path: String) -> Bool {
        pathRules.isEmpty
            || pathRules.contains { rule in
                path == rule || path.hasPrefix(rule.hasSuffix("/") ? rule : rule + "/")
            }
    }
}
