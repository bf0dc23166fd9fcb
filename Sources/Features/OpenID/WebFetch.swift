import Foundation

/// Something to ask of another server. Redirects are not followed.
package struct WebRequest: Sendable {
    package var address: String
    package var headers: [String: String] = [:]
    /// Sent as a form, by POST; nil asks by GET.
    package var form: [String: String]?

    package init(_ address: String, headers: [String: String] = [:], form: [String: String]? = nil) {
        self.address = address
        self.headers = headers
        self.form = form
    }

    /// The form as it is sent.
    package var body: String? {
        form.map { fields in
            fields.sorted { $0.key < $1.key }.map { name, value in
                "\(PercentEncoding.encoded(name))=\(PercentEncoding.encoded(value))"
            }.joined(separator: "&")
        }
    }
}

package struct WebAnswer: Sendable {
    package var status: Int
    package var body: Data

    package init(status: Int, body: Data) {
        self.status = status
        self.body = body
    }
}

/// Asks another server; throws where it cannot be reached in time or says too much.
package typealias WebFetch = @Sendable (WebRequest) async throws -> WebAnswer
