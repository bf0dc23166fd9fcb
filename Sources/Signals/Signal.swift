import Records

/// A number about a team's work, and the question that it answers.
///
/// A signal is a value: the report, the pages, the API and the documentation test all read the same catalogue.
/// Measuring is pure. The same evidence gives the same measurement, on any day and on any machine.
package struct Signal: Identifiable, Sendable {
    package let id: String
    package let title: String
    package let question: String
    package let unit: Unit
    package let direction: Direction
    /// Raised whenever the same evidence would give another number.
    package let version: Int
    /// Where the definition comes from: author, year, HANDBOOK entry.
    package let source: String
    package let measure: @Sendable (Evidence) -> Measurement

    package enum Unit: String, Codable, Sendable {
        case people, percent, hours, days, months, count, lines, ratio
        case minutes, weeks, points
        case perMonth = "per month"
        case perWeek = "per week"
        case daysPerWeek = "days per week"
        case perHundredLines = "per 100 lines"
        case perHundredPullRequests = "per 100 pull requests"
    }

    /// What a team usually wants of it. Never drawn as a verdict about anybody.
    package enum Direction: String, Codable, Sendable {
        case higher, lower, depends
    }

    package init(
        id: String, title: String, question: String, unit: Unit, direction: Direction, version: Int = 1, source: String,
        measure: @escaping @Sendable (Evidence) -> Measurement
    ) {
        self.id = id
        self.title = title
        self.question = question
        self.unit = unit
        self.direction = direction
        self.version = version
        self.source = source
        self.measure = measure
    }
}

/// What a signal found: a number with all that is needed to doubt it, or why there is none.
package struct Measurement: Codable, Hashable, Sendable {
    package enum Status: String, Codable, Sendable {
        case ok
        /// Less than the smallest sample that means anything; `value` is nil.
        case tooFew = "too-few"
        /// Needs somebody to switch it on.
        case off
        /// The evidence cannot show it; `why` names the connection that would.
        case unavailable
    }

    package struct Interval: Codable, Hashable, Sendable {
        package var low: Double
        package var high: Double
        /// What kind: "95 % Wilson".
        package var kind: String

        package init(low: Double, high: Double, kind: String) {
            self.low = low
            self.high = high
            self.kind = kind
        }
    }

    package struct Sample: Codable, Hashable, Sendable {
        package var count: Int
        /// Fewest that may be shown.
        package var needed: Int
        /// Of what: "files", "commits".
        package var of: String

        package init(_ count: Int, needed: Int, of: String) {
            self.count = count
            self.needed = needed
            self.of = of
        }

        /// "46 commits", "1 module with 20 commits".
        package var text: String { "\(Phrase.number(count)) \(count == 1 ? Phrase.singular(of: of) : of)" }
    }

    /// Something left out, and what the number would be with it.
    package struct Exclusion: Codable, Hashable, Sendable {
        package var what: String
        package var count: Int
        package var valueWithout: Double?

        /// - Parameter valueWithout: the signal's value if nothing were left out for this reason; nil where that is unknown.
        package init(_ what: String, count: Int, valueWithout: Double? = nil) {
            self.what = what
            self.count = count
            self.valueWithout = valueWithout
        }
    }

    /// Something worth talking about: a sentence, what it rests on, and one thing to try.
    package struct Finding: Codable, Hashable, Sendable {
        /// The finding as a sentence without a full stop, as a page's title would say it.
        package var sentence: String
        package var evidence: String
        package var uncertainty: String
        /// An offer, not an order.
        package var suggestion: String
        /// 0–1: how much it matters beside the others. Decides the order only and is never shown.
        package var weight: Double

        package init(sentence: String, evidence: String, uncertainty: String, suggestion: String, weight: Double) {
            self.sentence = sentence
            self.evidence = evidence
            self.uncertainty = uncertainty
            self.suggestion = suggestion
            self.weight = weight
        }
    }

    package var value: Double?
    package var interval: Interval?
    package var sample: Sample
    package var status: Status
    /// A sentence: why there is no number, or what to keep in mind about the one there is.
    package var why: String
    package var excluded: [Exclusion]
    /// How this very number came about, a sentence a step.
    package var steps: [String]
    package var finding: Finding?
    /// What the signal's page draws; the shape is the signal's own and documented with it.
    package var details: SignalDetails

    package init(
        value: Double? = nil, interval: Interval? = nil, sample: Sample, status: Status = .ok, why: String = "",
        excluded: [Exclusion] = [], steps: [String] = [], finding: Finding? = nil, details: SignalDetails = .none
    ) {
        self.value = value
        self.interval = interval
        self.sample = sample
        self.status = status
        self.why = why
        self.excluded = excluded
        self.steps = steps
        self.finding = finding
        self.details = details
    }

    /// No source tells what is needed; `why` names the one that would.
    package static func unavailable(_ of: String, needed: Int, why: String) -> Measurement {
        Measurement(sample: Sample(0, needed: needed, of: of), status: .unavailable, why: why)
    }

    /// "3 of 20 files needed": too little to say anything.
    package static func tooFew(_ sample: Sample, excluded: [Exclusion] = [], steps: [String] = []) -> Measurement {
        Measurement(
            sample: sample, status: .tooFew, why: "\(sample.count) of \(sample.needed) \(sample.of) needed",
            excluded: excluded, steps: steps)
    }
}
