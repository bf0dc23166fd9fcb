import Foundation
import TestKit
import Testing

@testable import Records

/// Reads what Foundation's decoder reads, and refuses what it refuses.
@Suite struct JSONTextTests {
    private func value(_ text: String) throws -> JSONValue { try JSONValue(json: Array(text.utf8)) }

    private func foundation(_ text: String) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    }

    @Test(arguments: [
        "null", "true", "false", "0", "-0", "7", "-12", "3.25", "1e3", "1E+3", "25e-2", "9007199254740993",
        "123456789012345",
        "1234567890123456", "0.1", "-0.5", "\"\"", "\"text\"", "\"ä ö 🎻\"", "\"\\u00e4\\n\\t\\\\\\\"\\/\\b\\f\\r\"",
        "\"\\ud83c\\udfbb\"", "[]", "[1,2]", " [ 1 , \"a\" , null ] ", "{}", "{\"a\":{\"b\":[true,{\"c\":\"d\"}]}}",
        "{ \"a\" : 1 , \"b\" : [ ] }\n", "\"\\u0000\"",
    ])
    func `reads values as Foundation does`(_ text: String) throws {
        #expect(try value(text) == foundation(text))
    }

    @Test(arguments: [
        "", " ", "nul", "nulls", "tru", "01", "1.", ".5", "+1", "1e", "1e+", "--1", "1e999", "0x10", "NaN", "\"", "\"a",
        "\"\\x\"",
        "\"\\u12\"", "\"\\u12zz\"", "\"\\ud83c\"", "\"\\ud83cx\"", "\"\\udfbb\"", "\"\n\"", "\"\u{1}\"", "[", "[1",
        "[1,", "[1,]", "[,1]",
        "[1 2]", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":1 \"b\":2}", "1 2", "[]]", "{}x",
    ])
    func `refuses what is no JSON`(_ text: String) {
        #expect(throws: DecodingError.self) { try value(text) }
    }

    @Test func `refuses bytes that are no text`() {
        #expect(throws: DecodingError.self) { try JSONValue(json: [0x22, 0xFF, 0x22] as [UInt8]) }
        #expect(throws: DecodingError.self) { try JSONValue(json: [0x22, 0xC3, 0x22] as [UInt8]) }
    }

    @Test func `ends before the stack does`() throws {
        let deep = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(throws: DecodingError.self) { try value(deep(100_000)) }
        var inner = try value(deep(512))
        for _ in 0..<511 {
            guard case .array(let items) = inner, let first = items.first else { break }
            inner = first
        }
        #expect(inner == .array([]))
    }

    @Test(arguments: 0..<200)
    func `whatever is written is read again`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let some = Self.some(depth: 4, &random)
        let text = String(decoding: try JSONValue.canonical(some, pretty: seed % 2 == 0), as: UTF8.self)
        #expect(try value(text) == some)
        #expect(try foundation(text) == some)
        for cut in [1, text.utf8.count / 2, text.utf8.count - 1] where cut < text.utf8.count {
            let part = Array(text.utf8.prefix(cut))
            let ours = try? JSONValue(json: part)
            #expect(ours == (try? JSONDecoder().decode(JSONValue.self, from: Data(part))))
        }
    }

    private static func some(depth: Int, _ random: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth == 0 ? 4 : 6), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2:
            let whole = Double(Int64.random(in: -1_000_000_000...1_000_000_000, using: &random))
            return .number(Bool.random(using: &random) ? whole : whole / 1024)
        case 3: return .string(text(&random))
        case 4: return .array((0..<Int.random(in: 0...4, using: &random)).map { _ in some(depth: depth - 1, &random) })
        default:
            return .object(
                Dictionary(
                    (0..<Int.random(in: 0...4, using: &random)).map { _ in
                        (text(&random), some(depth: depth - 1, &random))
                    }
                ) { first, _ in first })
        }
    }

    private static func text(_ random: inout SeededGenerator) -> String {
        let signs: [Character] = ["a", "Z", "0", " ", "\"", "\\", "/", "\n", "\t", "\u{1}", "ä", "€", "🎻", "\u{2028}"]
        return String(
            (0..<Int.random(in: 0...8, using: &random)).map { _ in signs.randomElement(using: &random) ?? "a" })
    }
}
