import Records

extension Trailer.Kind: SQLValue {}
extension FileChange.Counting: SQLValue {}
extension IdentityDecision.Action: SQLValue {}
extension Person.Kind: SQLValue {}

extension Row {
    /// Out of two columns: milliseconds and offset.
    func moment(_ place: Int) throws -> Moment {
        Moment(seconds: try seconds(place), offset: try get(place + 1))
    }

    func seconds(_ place: Int) throws -> Int64 {
        let milliseconds = try integer(place)
        // Rounded down before 1970 as well.
        return milliseconds / 1000 - (milliseconds % 1000 < 0 ? 1 : 0)
    }

    /// The letter that git prints, without a string in between.
    func fileChangeKind(_ place: Int) throws -> FileChange.Kind? {
        FileChange.Kind(rawValue: try text(place))
    }

    func fileMode(_ place: Int) throws -> FileMode {
        guard let mode = FileMode(number: Int(try integer(place))) else { throw unexpected(place, "a mode of git") }
        return mode
    }
}
