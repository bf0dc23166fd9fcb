import Foundation

/// A file of answers: JSON, JSON Lines, or CSV with a column `data`; which of them shows in the file itself.
package struct AnswerFile: Sendable {
    /// One answer, and where it stands: `answers.json[3]`, `answers.csv:17`.
    package struct Piece: Hashable, Sendable {
        package var at: String
        package var body: Data
        /// What was asked, where the file says so.
        package var url: String?
        package var event: String?
        /// The pull request or issue that was asked about, where the file says that instead of an address.
        package var number: Int?
    }

    package enum Trouble: Error, Hashable, CustomStringConvertible {
        case empty
        case noData(columns: [String])

        package var description: String {
            switch self {
            case .empty: "There is nothing in it."
            case .noData(let columns):
                "It is neither JSON nor a table with a column “data”; its first line says: "
                    + columns.prefix(5).joined(separator: ", ") + "."
            }
        }
    }

    package let pieces: [Piece]

    /// - Parameter name: What places in it are called by.
    package init(_ content: Data, name: String) throws(Trouble) {
        let content = content.starts(with: [0xEF, 0xBB, 0xBF]) ? content.dropFirst(3) : content
        let first = content.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        switch first {
        case nil: throw .empty
        case UInt8(ascii: "{"), UInt8(ascii: "["): pieces = Self.json(content, name)
        default: pieces = try Self.table(content, name)
        }
    }

    private static func json(_ content: Data, _ name: String) -> [Piece] {
        if let value = JSONPieces.single(content) { return pieces(of: value, at: name) }
        let lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // What begins with a whole value is a list of lines; else it is one text that is broken somewhere.
        guard let first = lines.first(where: { !isBlank($0) }), lines.count > 1, JSONPieces.single(first) != nil else {
            return [Piece(at: name, body: content)]
        }
        return zip(1..., lines).filter { !isBlank($1) }.flatMap { pieces(of: $1, at: "\(name):\($0)") }
    }

    private static func isBlank(_ line: Data) -> Bool { line.allSatisfy { [0x20, 0x09, 0x0D].contains($0) } }

    /// A page of answers is many; a page may also be wrapped in an object that says how many there are in all.
    private static func pieces(of value: Data, at place: String) -> [Piece] {
        if let elements = JSONPieces.elements(of: value) {
            return zip(0..., elements).map { Piece(at: "\(place)[\($0)]", body: $1) }
        }
        if let fields = JSONPieces.fields(of: value), fields.contains(where: { $0.name.elementsEqual(total) }),
            let list = fields.lazy.compactMap({ JSONPieces.elements(of: $0.value) }).first
        {
            return zip(0..., list).map { Piece(at: "\(place)[\($0)]", body: $1) }
        }
        return [Piece(at: place, body: value)]
    }

    private static let total = Data("\"total_count\"".utf8)

    private static func table(_ content: Data, _ name: String) throws(Trouble) -> [Piece] {
        let table = AnswerTable(content)
        guard table.columns.contains("data") else { throw .noData(columns: table.columns) }
        return table.rows.map { row in
            let url = table.cell("url", of: row).map { String(decoding: $0, as: UTF8.self) }
            let input = url == nil ? table.cell("input", of: row).map(AnswerInput.init) : nil
            return Piece(
                at: "\(name):\(row.line)", body: table.cell("data", of: row) ?? Data(), url: url ?? input?.url,
                event: table.cell("event", of: row).map { String(decoding: $0, as: UTF8.self) }, number: input?.number)
        }
    }
}
