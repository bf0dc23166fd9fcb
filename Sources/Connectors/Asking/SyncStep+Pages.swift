import Foundation
import Records

/// Steps that put one answer together from several pages.
extension SyncStep {
    /// Goes on after a cursor; what the pages before had stands in the line below it.
    mutating func goOn(after cursor: String?, having before: some Encodable) throws {
        after = "\(cursor ?? "")\n" + String(decoding: try JSONValue.canonical(before), as: UTF8.self)
    }

    /// The next page of a list that counts its pages.
    func nextPage(having before: some Encodable) throws -> SyncStep {
        var next = self
        next.page += 1
        try next.goOn(after: nil, having: before)
        return next
    }

    /// What the pages before had.
    func before<Thing: Decodable>(_ type: Thing.Type) throws -> [Thing] {
        guard let after else { return [] }
        let known = after.firstIndex(of: "\n").map { after[after.index(after: $0)...] } ?? after[...]
        return try JSONDecoder().decode([Thing].self, from: Data(known.utf8))
    }
}
