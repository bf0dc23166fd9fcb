import Foundation
import Hummingbird

/// What somebody sent from a page's form.
package struct Form: Sendable {
    private let values: [String: String]
    private let files: [String: Data]

    /// Bytes of a form; more is refused.
    package static let limit = 64 << 10

    /// - Parameter takesFiles: also what a form with a file in it sends.
    /// - Throws: a problem of status 400 for what no form of ours sends.
    package init(_ request: Request, upTo limit: Int = Self.limit, takesFiles: Bool = false) async throws {
        let type = request.headers[.contentType] ?? ""
        if takesFiles, type.lowercased().hasPrefix("multipart/form-data") {
            let body = try await request.body.collect(upTo: limit)
            guard let parts = FormParts(Data(body.readableBytesView), type: type) else {
                throw Problem.badRequest("The form is not well encoded.")
            }
            (values, files) = (parts.values, parts.files)
            return
        }
        guard type.lowercased().hasPrefix("application/x-www-form-urlencoded") else {
            throw Problem.badRequest("A form is expected here (application/x-www-form-urlencoded).")
        }
        let body = try await request.body.collect(upTo: limit)
        guard let pairs = FormPairs(String(buffer: body)) else {
            throw Problem.badRequest("The form is not well encoded.")
        }
        (values, files) = (pairs.values, [:])
    }

    /// A file as it was sent; nil where none was chosen.
    package func file(_ name: String) -> Data? { files[name] }

    /// Without spaces around it; empty where the field was not sent.
    package subscript(name: String) -> String {
        (values[name] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Exactly as typed, for passwords.
    package func exact(_ name: String) -> String { values[name] ?? "" }

    package func isChecked(_ name: String) -> Bool { !self[name].isEmpty }
}

/// `name=value&other=value`, as forms send it and addresses carry it. The first value counts where a name stands twice.
package struct FormPairs {
    package private(set) var values: [String: String] = [:]

    /// Nil where something is not well encoded.
    package init?(_ text: String) {
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentEncoding.decoded(parts[0], plusIsSpace: true),
                let value = PercentEncoding.decoded(parts.count > 1 ? parts[1] : "", plusIsSpace: true)
            else { return nil }
            if values[name] == nil { values[name] = value }
        }
    }
}
