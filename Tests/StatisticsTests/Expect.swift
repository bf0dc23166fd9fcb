import Foundation
import Testing

/// Equal to the digits that were published: half a unit in the last of them.
func expect(
    _ value: Double?, _ expected: Double, digits: Int, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let value = try #require(value, sourceLocation: sourceLocation)
    let slack = 0.5 * pow(10, -Double(digits)) + 1e-12
    #expect(abs(value - expected) <= slack, "\(value), not \(expected)", sourceLocation: sourceLocation)
}
