/// What others said of themselves in DORA's Quick Check, edition 2025, published 2026 (HANDBOOK A0). Context with its year:
/// answers to a survey across all industries, not telemetry, and never a verdict.
package struct DoraReference: Codable, Hashable, Sendable {
    package var year = 2025
    /// On 0 to 10. The categories 1 to 6 are spread evenly over it; shares in percent are divided by ten.
    package var mean: Double
    package var deviation: Double

    static let leadTime = DoraReference(mean: 5.5, deviation: 2.4)
    static let frequency = DoraReference(mean: 4.8, deviation: 2.8)
    static let recovery = DoraReference(mean: 7.4, deviation: 2.1)
    static let failRate = DoraReference(mean: 1.9, deviation: 2.1)
    static let rework = DoraReference(mean: 2.2, deviation: 2.2)

    private init(mean: Double, deviation: Double) {
        self.mean = mean
        self.deviation = deviation
    }

    /// Of a share.
    var percentStep: String {
        "For context: \(Phrase.decimal(mean * 10)) % on average in DORA's survey of \(year) (standard deviation \(Phrase.decimal(deviation * 10)) points), as guessed by those who answered."
    }

    /// - Parameter category: 1 to 6.
    func step(_ category: Int, _ words: String) -> String {
        "In DORA's words: \(words), \(Phrase.decimal(Double(category - 1) * 2)) on 0 to 10; for context, the average answer to the survey of \(year) was \(Phrase.decimal(mean)) (standard deviation \(Phrase.decimal(deviation)))."
    }
}

/// The steps in which DORA asks how long something takes. Not grades.
package enum DurationCategory: Int, Codable, Sendable {
    case overHalfYear = 1
    case months, weeks, days, hours, withinHour

    package init(hours: Double) {
        switch hours {
        case ..<1: self = .withinHour
        case ..<24: self = .hours
        case ..<(7 * 24): self = .days
        case ..<(30.44 * 24): self = .weeks
        case ..<(182.6 * 24): self = .months
        default: self = .overHalfYear
        }
    }

    package var words: String {
        switch self {
        case .withinHour: "less than an hour"
        case .hours: "less than a day"
        case .days: "between a day and a week"
        case .weeks: "between a week and a month"
        case .months: "between a month and six months"
        case .overHalfYear: "more than six months"
        }
    }
}
