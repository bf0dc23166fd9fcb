/// Why a file cannot be read as what it is said to be. Each is a sentence for whoever chose the file.
package enum FormatTrouble: Error, Hashable, Sendable, CustomStringConvertible {
    case empty
    /// The file is sound and something else: the format's title, and what was found.
    case other(than: String, found: String)
    case broken(line: Int, why: String)
    /// It ends in the middle; the line where it does.
    case cutOff(line: Int)
    case tooDeep(line: Int, limit: Int)
    case tooLong(line: Int, what: String, limit: Int)
    /// Of a table: row counted as lines of the file.
    case cell(line: Int, column: String, why: String)
    case mapping(String)
    case costs(String)

    package var description: String {
        switch self {
        case .empty: "The file is empty."
        case .other(let title, let found): "This is no \(title): \(found)."
        case .broken(let line, let why): "Line \(line): \(why)."
        case .cutOff(let line):
            "The file ends too early, in line \(line): it may not have been written or sent whole."
        case .tooDeep(let line, let limit): "Line \(line): more than \(limit) levels inside each other."
        case .tooLong(let line, let what, let limit):
            "Line \(line): \(what) is longer than \(limit) bytes."
        case .cell(let line, let column, let why): "Line \(line), column “\(column)”: \(why)."
        case .mapping(let why): "The mapping file: \(why)."
        case .costs(let why): "The file of costs: \(why)."
        }
    }
}

/// What is wrong, before anybody has looked up in which line.
enum Flaw: Error {
    case broken(String)
    case tooDeep(limit: Int)
    case tooLong(what: String, limit: Int)
    case trouble(FormatTrouble)

    func trouble(line: Int) -> FormatTrouble {
        switch self {
        case .broken(let why): .broken(line: line, why: why)
        case .tooDeep(let limit): .tooDeep(line: line, limit: limit)
        case .tooLong(let what, let limit): .tooLong(line: line, what: what, limit: limit)
        case .trouble(let trouble): trouble
        }
    }
}
