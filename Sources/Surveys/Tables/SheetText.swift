import Foundation

/// Tables as spreadsheets take them.
package enum SheetText {
    /// RFC 4180 in UTF-8 with a byte order mark, which spreadsheets need. A text that they would take for a formula gets
    /// an apostrophe before it.
    package static func csv(_ lines: [[String]]) -> Data {
        let text = lines.map { $0.map(field).joined(separator: ",") + "\r\n" }.joined()
        return Data(("\u{FEFF}" + text).utf8)
    }

    package static func number(_ value: Double) -> String { Int64(exactly: value).map(String.init) ?? String(value) }

    /// A field that a spreadsheet shows as it is.
    static func field(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        let guarded = isFormula && Double(text) == nil ? "'" + text : text
        guard guarded.contains(where: { ",\"\n\r".contains($0) }) else { return guarded }
        return "\"" + guarded.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
}
