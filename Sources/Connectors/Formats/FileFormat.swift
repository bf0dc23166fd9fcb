import Records

/// A kind of file that pipelines and tools leave behind.
package struct FileFormat: Identifiable, Sendable {
    /// As a command names it: `junit`.
    package let id: String
    package let title: String
    /// Whether it takes a mapping file to understand.
    package let needsMapping: Bool
    /// Whether a file that begins so is of this kind, with its name where it has one.
    let isLikely: @Sendable (FileHead) -> Bool
    private let make: @Sendable (Options) -> any RecordReading

    /// What a file does not say itself.
    package struct Options: Sendable {
        /// Who made a list of findings that does not name its tool.
        package var tool: String
        package var mapping: TableMapping?
        /// Rows of a table that are no records are set aside, and the others read.
        package var setsAside: Bool

        package init(tool: String = "linter", mapping: TableMapping? = nil, setsAside: Bool = false) {
            self.tool = tool
            self.mapping = mapping
            self.setsAside = setsAside
        }
    }

    init(
        _ id: String, _ title: String, isLikely: @escaping @Sendable (FileHead) -> Bool,
        make: @escaping @Sendable (Options) -> any RecordReading
    ) {
        self.id = id
        self.title = title
        self.isLikely = isLikely
        self.make = make
        needsMapping = false
    }

    init(
        mapped id: String, _ title: String, isLikely: @escaping @Sendable (FileHead) -> Bool,
        make: @escaping @Sendable (TableMapping, Bool) -> any RecordReading
    ) {
        self.id = id
        self.title = title
        self.isLikely = isLikely
        self.make = { options in options.mapping.map { make($0, options.setsAside) } ?? MappingMissing() }
        needsMapping = true
    }

    /// A reader of one file of this kind.
    package func reader(_ options: Options = Options()) -> any RecordReading { make(options) }
}

/// Stands in for a table's reader where nobody said what its columns mean.
private struct MappingMissing: RecordReading {
    private static let trouble = FormatTrouble.mapping("a table needs one, to say what its columns mean")

    func feed(_ bytes: UnsafeRawBufferPointer) throws { throw Self.trouble }
    func finish() throws -> FormatSummary { throw Self.trouble }
    func takeReady() -> [Record] { [] }
}
