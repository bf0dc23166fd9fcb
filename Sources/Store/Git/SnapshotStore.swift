import Records

extension Connection {
    /// Replaces the tree at the head. Only what differs from the last one is written.
    package func saveSnapshot(_ snapshot: Snapshot, repository: Repository.ID) throws {
        let number = try required(repository)
        let old = try self.snapshot(of: repository)
        try run(
            """
            INSERT INTO snapshot (repository, head, rules) VALUES (\(number), \(snapshot.head), \(snapshot.rules))
            ON CONFLICT (repository) DO UPDATE SET head = excluded.head, rules = excluded.rules
            """)
        try saveFiles(snapshot.files, old?.files ?? [], number)
        try saveTexts(snapshot.texts, old?.texts ?? [:], number)
        if snapshot.markers != old?.markers ?? [] { try saveMarkers(snapshot.markers, number) }
        if let branches = snapshot.branches, branches != old?.branches { try save(branches, repository: repository) }
    }

    /// Files by path, markers in the order in which they were saved; nil when none was saved.
    package func snapshot(of repository: Repository.ID) throws -> Snapshot? {
        guard let number = try number(of: repository) else { return nil }
        let heads = try rows("SELECT head, rules FROM snapshot WHERE repository = \(number)") { row in
            (try row.get(0, as: ObjectID.self), try row.get(1, as: Int.self))
        }
        guard let (head, rules) = heads.first else { return nil }
        var snapshot = Snapshot(head: head)
        snapshot.rules = rules
        try each(
            """
            SELECT path, mode, blob, size, lines, non_blank_lines, indentation, is_binary, is_lfs_pointer,
                is_generated, is_vendored, is_documentation
            FROM head_file WHERE repository = \(number) ORDER BY path
            """
        ) { snapshot.files.append(try Snapshot.File($0)) }
        try each("SELECT path, content FROM head_text WHERE repository = \(number)") { row in
            snapshot.texts[try row.text(0)] = try row.withBytes(1) { String(decoding: $0, as: UTF8.self) }
        }
        try each(
            """
            SELECT path, line, kind, text, since_at, since_offset FROM debt_marker
            WHERE repository = \(number) ORDER BY place
            """
        ) { snapshot.markers.append(try DebtMarker($0)) }
        snapshot.branches = try openBranches(of: repository)
        return snapshot
    }

    /// Keeps the ages that were looked up since `before`.
    ///
    /// - Parameter before: as it was read from here.
    /// - Returns: false where another tree was saved meanwhile; nothing is kept then.
    package func saveAges(_ snapshot: Snapshot, before: Snapshot, repository: Repository.ID) throws -> Bool {
        let number = try required(repository)
        let head = try value("SELECT head FROM snapshot WHERE repository = \(number)", as: ObjectID.self)
        guard head == snapshot.head else { return false }
        for (place, (new, old)) in zip(snapshot.markers, before.markers).enumerated() where new.since != old.since {
            try run(
                """
                UPDATE debt_marker SET since_at = \(new.since?.milliseconds), since_offset = \(new.since?.offset)
                WHERE repository = \(number) AND place = \(place) AND path = \(new.path) AND line = \(new.line)
                """)
        }
        return true
    }

    private func saveFiles(_ files: [Snapshot.File], _ old: [Snapshot.File], _ number: Int32) throws {
        var kept = Set(old)
        let new = files.filter { kept.remove($0) == nil }
        for chunk in kept.map(\.path).chunks(of: 256) {
            try run("DELETE FROM head_file WHERE repository = \(number) AND path IN \(list: chunk)")
        }
        try insert(
            into: "head_file",
            [
                "repository", "path", "mode", "blob", "size", "lines", "non_blank_lines", "indentation", "is_binary",
                "is_lfs_pointer", "is_generated", "is_vendored", "is_documentation",
            ]
        ) { writer in
            for file in new {
                try writer.add(number)
                try file.add(to: writer)
                try writer.endRow()
            }
        }
    }

    private func saveTexts(_ texts: [String: String], _ old: [String: String], _ number: Int32) throws {
        let gone = old.keys.filter { texts[$0] != old[$0] }
        for chunk in gone.chunks(of: 256) {
            try run("DELETE FROM head_text WHERE repository = \(number) AND path IN \(list: chunk)")
        }
        try insert(into: "head_text", ["repository", "path", "content"]) { writer in
            for (path, text) in texts where old[path] != text {
                try writer.add(number)
                try writer.add(path)
                try Array(text.utf8).withUnsafeBytes { try writer.add($0) }
                try writer.endRow()
            }
        }
    }

    private func saveMarkers(_ markers: [DebtMarker], _ number: Int32) throws {
        try run("DELETE FROM debt_marker WHERE repository = \(number)")
        try insert(
            into: "debt_marker",
            ["repository", "place", "path", "line", "kind", "text", "since_at", "since_offset"]
        ) { writer in
            for (place, marker) in markers.enumerated() {
                try writer.add(number)
                try writer.add(place)
                try writer.add(marker.path)
                try writer.add(marker.line)
                try writer.add(marker.kind)
                try writer.add(marker.text)
                try writer.add(marker.since?.milliseconds)
                try writer.add(marker.since?.offset)
                try writer.endRow()
            }
        }
    }
}

extension Snapshot.File {
    fileprivate init(_ row: Row) throws {
        self.init(
            path: try row.text(0), mode: try row.fileMode(1), blob: try row.get(2), size: try row.get(3),
            lines: try row.get(4), nonBlankLines: try row.get(5), indentation: try row.get(6),
            isBinary: try row.bool(7), isLFSPointer: try row.bool(8), isGenerated: try row.bool(9),
            isVendored: try row.bool(10), isDocumentation: try row.bool(11))
    }

    fileprivate func add(to writer: any BulkWriter) throws {
        try writer.add(path)
        try writer.add(mode.number)
        try blob.withBytes { try writer.add($0) }
        try writer.add(size)
        try writer.add(lines)
        try writer.add(nonBlankLines)
        try writer.add(indentation)
        for flag in [isBinary, isLFSPointer, isGenerated, isVendored, isDocumentation] { try writer.add(flag) }
    }
}

extension DebtMarker {
    fileprivate init(_ row: Row) throws {
        self.init(
            path: try row.text(0), line: try row.get(1), kind: try row.text(2), text: try row.text(3),
            since: row.isNull(4) ? nil : try row.moment(4))
    }
}
