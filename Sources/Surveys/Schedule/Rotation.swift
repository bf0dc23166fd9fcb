import Foundation

/// Which questions come next: those that were asked least, of those whose pause is over, as many as there is time for.
package struct Rotation: Sendable {
    /// How often a question was asked, and when last.
    package struct Past: Codable, Hashable, Sendable {
        package var times: Int
        package var last: Date

        package init(times: Int, last: Date) {
            self.times = times
            self.last = last
        }
    }

    /// What is asked together: the items of a scale, which mean something only together, or a question with its trend.
    private struct Unit {
        var questions: [Question]
        var everyWeeks: Int
        var seconds: Int { questions.reduce(0) { $0 + $1.seconds } }
    }

    /// A round is short (HANDBOOK C0).
    package static let mostQuestions = 10
    package static let mostSeconds = 180

    private let units: [Unit]

    package init(_ packs: [Pack]) {
        units = packs.flatMap(Self.units)
    }

    private static func units(_ pack: Pack) -> [Unit] {
        var units: [Unit] = []
        var places: [String: Int] = [:]
        for question in pack.questions {
            let key = question.scale.map { "scale \($0)" } ?? (question.trendOf ?? question.id).text
            if let place = places[key] {
                units[place].questions.append(question)
            } else {
                places[key] = units.count
                units.append(Unit(questions: [question], everyWeeks: pack.everyWeeks))
            }
        }
        return units
    }

    /// How long the longest takes that is asked only together, in seconds: with less time it would never come.
    package var longestUnit: Int { units.map(\.seconds).max() ?? 0 }

    /// - Parameters:
    ///   - seconds: how much time there is; never more than three minutes are used.
    ///   - chance: decides between questions that have waited equally long.
    package func next(
        past: [Question.ID: Past], seconds: Int, at now: Date, using chance: inout some RandomNumberGenerator
    ) -> [Question] {
        var room = min(seconds, Self.mostSeconds)
        var chosen: [Question] = []
        let due = units.shuffled(using: &chance).filter { unit in
            guard let last = last(unit, past) else { return true }
            return now.timeIntervalSince(last) >= Double(unit.everyWeeks) * 7 * 86_400
        }
        let order = due.enumerated().sorted { one, other in
            let (first, second) = (waited(one.element, past), waited(other.element, past))
            return (first.0, first.1, one.offset) < (second.0, second.1, other.offset)
        }
        for unit in order.map(\.element) {
            guard unit.seconds <= room, chosen.count + unit.questions.count <= Self.mostQuestions else { continue }
            chosen += unit.questions
            room -= unit.seconds
        }
        return chosen
    }

    private func last(_ unit: Unit, _ past: [Question.ID: Past]) -> Date? {
        unit.questions.compactMap { past[$0.id]?.last }.max()
    }

    /// How often it was asked, then when last: the smaller, the sooner it comes.
    private func waited(_ unit: Unit, _ past: [Question.ID: Past]) -> (Int, Double) {
        (unit.questions.compactMap { past[$0.id]?.times }.max() ?? 0, last(unit, past)?.timeIntervalSince1970 ?? 0)
    }
}
