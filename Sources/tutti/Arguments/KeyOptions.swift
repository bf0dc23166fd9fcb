import ArgumentParser
import Features

/// The file that seals secrets in the database.
struct KeyOptions: ParsableArguments, Sendable {
    @Option(
        help: ArgumentHelp(
            "Seals secrets in the database (default: tutti.key in the data folder; none with --database).",
            valueName: "file"))
    var keyFile: String?

    /// Several servers on one database need the same key, so that one of our own making would do harm there.
    ///
    /// - Returns: nil where none was named and there is no usual place.
    /// - Throws: `KeyFileTrouble`.
    func key(_ data: DataOptions) throws -> SealingKey? {
        let usual = data.database == nil ? data.folder + "/tutti.key" : nil
        return try (keyFile ?? usual).map { path in
            try KeyFile.key(at: path, randomBytes: randomBytes)
        }
    }
}
