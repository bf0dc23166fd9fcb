import Foundation

/// Bytes as text: UTF-8 or what a byte order mark says, else the Western European code page that spreadsheets use.
enum TextEncoding {
    static func text(of data: Data) throws(TableTrouble) -> String {
        if data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF]) {
            guard let text = String(data: data, encoding: .utf16) else { throw .notText }
            return text
        }
        guard !data.contains(0) else { throw .notText }
        if let text = String(data: data, encoding: .utf8) { return text }
        guard let text = String(data: data, encoding: .windowsCP1252) ?? String(data: data, encoding: .isoLatin1) else {
            throw .notText
        }
        return text
    }
}
