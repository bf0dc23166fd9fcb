import Foundation

/// What a form with a file in it sends: `multipart/form-data` (RFC 7578). The first part counts where a name stands twice.
struct FormParts: Sendable {
    private(set) var values: [String: String] = [:]
    /// Those that hold something.
    private(set) var files: [String: Data] = [:]

    private static let mostParts = 100
    private static let lineEnd = Data("\r\n".utf8)
    private static let headEnd = Data("\r\n\r\n".utf8)

    /// Nil where it is not well formed.
    ///
    /// - Parameter type: of the body, with the boundary between its parts.
    init?(_ body: Data, type: String) {
        guard let boundary = Self.parameter("boundary", of: type), (1...70).contains(boundary.utf8.count) else {
            return nil
        }
        let delimiter = Data("--\(boundary)".utf8)
        guard let first = body.range(of: delimiter), first.lowerBound == body.startIndex else { return nil }
        var start = first.upperBound
        for _ in 0..<Self.mostParts {
            let rest = body[start...]
            if rest.starts(with: Data("--".utf8)) { return }
            guard rest.starts(with: Self.lineEnd),
                let end = rest.range(of: Self.lineEnd + delimiter),
                let head = rest[..<end.lowerBound].range(of: Self.headEnd)
            else { return nil }
            guard keep(rest[(start + 2)..<max(start + 2, head.lowerBound)], rest[head.upperBound..<end.lowerBound])
            else {
                return nil
            }
            start = end.upperBound
        }
        return nil
    }

    private mutating func keep(_ head: Data, _ content: Data) -> Bool {
        guard let lines = String(bytes: head, encoding: .utf8)?.components(separatedBy: "\r\n"),
            let line = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }),
            let name = Self.parameter("name", of: line)
        else { return false }
        if Self.parameter("filename", of: line) != nil {
            if !content.isEmpty, files[name] == nil { files[name] = Data(content) }
            return true
        }
        guard let text = String(bytes: content, encoding: .utf8) else { return false }
        if values[name] == nil { values[name] = text }
        return true
    }

    /// `name="answers"` and `boundary=…` alike.
    private static func parameter(_ name: String, of line: String) -> String? {
        for part in line.split(separator: ";").dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard pair.count == 2, pair[0].lowercased() == name else { continue }
            let isQuoted = pair[1].count >= 2 && pair[1].hasPrefix("\"") && pair[1].hasSuffix("\"")
            return isQuoted ? String(pair[1].dropFirst().dropLast()) : pair[1]
        }
        return nil
    }
}
