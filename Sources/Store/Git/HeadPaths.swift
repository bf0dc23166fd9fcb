import Records

extension Connection {
    /// The paths of all files at the head; empty where no tree was read.
    package func headPaths(of repository: Repository.ID) throws -> [String] {
        guard let number = try number(of: repository) else { return [] }
        return try rows("SELECT path FROM head_file WHERE repository = \(number)") { try $0.text(0) }
    }

    /// The first of some files that was kept whole; nil where none was.
    package func headText(of repository: Repository.ID, at paths: [String]) throws -> String? {
        guard let number = try number(of: repository) else { return nil }
        var texts: [String: String] = [:]
        try each("SELECT path, content FROM head_text WHERE repository = \(number) AND path IN \(list: paths)") { row in
            texts[try row.text(0)] = try row.withBytes(1) { String(decoding: $0, as: UTF8.self) }
        }
        return paths.lazy.compactMap { texts[$0] }.first
    }
}
