import Foundation
import Records

/// What a table's column `input` says about the asking: an address, a number, or an object that has either.
struct AnswerInput {
    private(set) var url: String?
    private(set) var number: Int?

    init(_ cell: Data) {
        read((try? JSONValue(json: cell)) ?? .string(String(decoding: cell, as: UTF8.self)))
    }

    private mutating func read(_ value: JSONValue) {
        switch value {
        case .string(let text) where text.contains("://"): url = text
        case .number(let count): number = Int(exactly: count)
        case .object(let fields):
            for (name, value) in fields where ["url", "number", "iid"].contains(name.lowercased()) { read(value) }
        default: break
        }
    }
}
