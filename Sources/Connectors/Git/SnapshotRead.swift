import Records

extension GitRepository {
    /// The tree of a commit: its files, the texts that signals read, and the debt markers with their age.
    ///
    /// What is unchanged since `previous` is taken over from there, where it was read by the same rules, so a second look
    /// costs what changed. After a rewritten history give none: the same content may have another age.
    /// - Parameter dating: how far the markers' ages are looked up; the rest keep `since` nil.
    /// - Throws: `GitTrouble`.
    package func snapshot(
        at head: ObjectID, previous: Snapshot? = nil, dating: MarkerDating = MarkerDating(files: 150)
    ) async throws -> Snapshot {
        let entries = try await tree(of: head)
        let previous = previous?.rules == Snapshot.currentRules ? previous : nil
        let known = KnownFiles(previous, entries)
        let contents = try await contents(of: entries.filter { !known.holds($0) })
        let attributes = try await attributes(entries, contents, previous)
        var snapshot = Snapshot(head: head, texts: contents.texts)
        snapshot.files.reserveCapacity(entries.count)
        for entry in entries {
            if let file = known.file(for: entry) {
                snapshot.files.append(file)
                snapshot.texts[entry.path] = previous?.texts[entry.path]
                snapshot.markers += known.markers[entry.path] ?? []
            } else {
                let content = contents.byBlob[entry.blob]
                let file = Snapshot.File(entry, content, attributes)
                snapshot.files.append(file)
                if file.isSource { snapshot.markers += content?.marks.map { DebtMarker($0, in: entry.path) } ?? [] }
            }
        }
        return try await dated(snapshot, dating)
    }

    private func attributes(
        _ entries: [SnapshotEntry], _ contents: SnapshotContents, _ previous: Snapshot?
    ) async throws -> Attributes {
        var files: [String: String] = [:]
        for entry in entries where entry.isAttributes {
            files[entry.path] = contents.texts[entry.path] ?? previous?.texts[entry.path]
        }
        return Attributes(files: files)
    }
}

/// What an earlier snapshot knows about files that are still the same.
///
/// Nothing, where an attribute may have changed: then every file could be of another kind.
private struct KnownFiles {
    private var files: [String: Snapshot.File] = [:]
    private(set) var markers: [String: [DebtMarker]] = [:]

    init(_ previous: Snapshot?, _ entries: [SnapshotEntry]) {
        guard let previous else { return }
        let now = entries.filter(\.isAttributes).map { [$0.path, $0.blob.hex] }
        let before = previous.files.filter { $0.path == ".gitattributes" || $0.path.hasSuffix("/.gitattributes") }
            .map { [$0.path, $0.blob.hex] }
        guard now == before else { return }
        files = Dictionary(previous.files.map { ($0.path, $0) }) { $1 }
        let ignored = ".git-blame-ignore-revs"
        let agesHold =
            entries.first { $0.path == ignored }?.blob == previous.files.first { $0.path == ignored }?.blob
        markers = Dictionary(grouping: previous.markers, by: \.path)
        if !agesHold { markers = markers.mapValues { $0.map(\.undated) } }
    }

    func file(for entry: SnapshotEntry) -> Snapshot.File? {
        guard let file = files[entry.path], file.blob == entry.blob, file.mode == entry.mode, file.size == entry.size
        else {
            return nil
        }
        return file
    }

    func holds(_ entry: SnapshotEntry) -> Bool { file(for: entry) != nil }
}

extension Snapshot.File {
    fileprivate init(_ entry: SnapshotEntry, _ content: SnapshotContent?, _ attributes: Attributes) {
        let kind = SnapshotKind(
            of: entry.path, attributes: attributes.isEmpty ? [:] : attributes.states(of: entry.path),
            isMarkedGenerated: content?.isMarkedGenerated ?? false)
        self.init(
            path: entry.path, mode: entry.mode, blob: entry.blob, size: entry.size, lines: content?.lines ?? 0,
            nonBlankLines: content?.nonBlankLines ?? 0, indentation: content?.indentation ?? 0,
            isBinary: content?.isBinary ?? (entry.size ?? 0 > SnapshotTexts.largestRead),
            isLFSPointer: content?.isLFSPointer ?? false, isGenerated: kind.isGenerated,
            isVendored: kind.isVendored, isDocumentation: kind.isDocumentation)
    }
}

extension DebtMarker {
    fileprivate init(_ mark: SnapshotMark, in path: String) {
        self.init(path: path, line: mark.line, kind: mark.kind, text: mark.text)
    }

    fileprivate var undated: DebtMarker { DebtMarker(path: path, line: line, kind: kind, text: text) }
}
