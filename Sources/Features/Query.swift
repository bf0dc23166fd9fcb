import Hummingbird

/// The choices in an address: `?module=Sources/Store&view=hotspots`.
package struct Query: Sendable {
    private let values: [String: String]

    /// The first value counts where a name stands twice.
    ///
    /// - Throws: a problem of status 400 where something is not well encoded.
    package init(_ request: Request) throws {
        guard let pairs = FormPairs(request.uri.query ?? "") else {
            throw Problem.badRequest("The part of the address after “?” is not well encoded.")
        }
        values = pairs.values
    }

    /// Nil where it is not given or empty, as forms send what was left blank.
    package subscript(name: String) -> String? {
        values[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A whole number within limits, or the usual one where none is given.
    ///
    /// - Throws: a problem of status 400 that names the limits.
    package func number(_ name: String, in limits: ClosedRange<Int>, otherwise: Int) throws -> Int {
        guard let text = self[name] else { return otherwise }
        guard let number = Int(text), limits.contains(number) else {
            throw Problem.badRequest(
                "“\(name)” must be a whole number from \(limits.lowerBound) to \(limits.upperBound).")
        }
        return number
    }
}
