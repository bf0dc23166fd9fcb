import Foundation
import Surveys
import Testing

/// Equal to the digits that were published: half a unit in the last of them.
func expect(
    _ value: Double?, _ expected: Double, digits: Int, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let value = try #require(value, sourceLocation: sourceLocation)
    let slack = 0.5 * pow(10, -Double(digits)) + 1e-12
    #expect(abs(value - expected) <= slack, "\(value), not \(expected)", sourceLocation: sourceLocation)
}

extension Points {
    static func of(_ range: ClosedRange<Int>, boxes: Int? = nil, lowIsGood: Bool = false) throws -> Points {
        try #require(Points(range, boxes: boxes, lowIsGood: lowIsGood))
    }
}

extension Question {
    static func points(
        _ id: String, _ range: ClosedRange<Int> = 1...5, isReversed: Bool = false, scale: String? = nil
    ) throws -> Question {
        Question(
            id: Question.ID(id), text: "Does \(id) hold?", form: .points(try .of(range)), isReversed: isReversed,
            scale: scale)
    }
}
