import Crypto
import Foundation

/// The rules of a round, fixed before the first question is asked: who is asked what, with which keys, and what is shown when.
///
/// It is published as `canonicalBytes`; its `hash` goes to people by a way that the server does not control, so that all of
/// them can check that they were given the same rules and the same keys.
package struct Manifest: Codable, Hashable, Sendable {
    package enum Mode: String, Codable, Sendable {
        /// Blind tickets: nobody can tie an answer to a person, the operator included.
        case anonymous
        /// The server knows who answered what and does not show it. Never to be called anonymous.
        case confidential
        case named
    }

    package struct Segment: Codable, Hashable, Sendable {
        package var id: String
        package var title: String
        /// People who may answer.
        package var size: Int
        /// Where it stands in each dimension that a cut asks for, such as `team: payments`.
        package var traits: [String: String]
        /// SubjectPublicKeyInfo in base64; only where the mode is anonymous.
        package var key: Data?

        package init(id: String, title: String, size: Int, traits: [String: String] = [:], key: Data?) {
            self.id = id
            self.title = title
            self.size = size
            self.traits = traits
            self.key = key
        }
    }

    /// A value of a dimension that others lie within, or that lies within another one.
    package struct Part: Codable, Hashable, Sendable {
        package var dimension: String
        package var value: String
        package var title: String
        /// The value that it is a part of; another `Part`.
        package var above: String?

        package init(dimension: String, value: String, title: String, above: String?) {
            self.dimension = dimension
            self.value = value
            self.title = title
            self.above = above
        }
    }

    /// Rounds over which people may tie their own answers together, each for themselves; off unless they choose it.
    package struct Series: Codable, Hashable, Sendable {
        /// `Names.newSurvey()`.
        package var id: String
        /// 1 for the first round of it.
        package var wave: Int
        /// What is dangerous about it, a sentence each; shown before the switch.
        package var warnings: [String]

        package init(id: String, wave: Int) {
            self.id = id
            self.wave = wave
            warnings = TrustLimits.series
        }
    }

    package struct Item: Codable, Hashable, Sendable {
        package var id: String
        package var version: Int
        package var text: String

        package init(id: String, version: Int, text: String) {
            self.id = id
            self.version = version
            self.text = text
        }
    }

    package struct Release: Codable, Hashable, Sendable {
        package enum Rule: String, Codable, Sendable {
            case atClose = "at-close"
            case daily
        }

        package var rule: Rule
        /// The hour (UTC) of a daily release.
        package var hour: Int?

        package static let atClose = Release(rule: .atClose, hour: nil)
        package static func daily(atHour hour: Int) -> Release { Release(rule: .daily, hour: hour) }
    }

    package var format = "tutti-manifest-1"
    /// `Names.newSurvey()`.
    package var survey: String
    package var title: String
    package var mode: Mode
    package var segments: [Segment]
    package var items: [Item]
    /// The least number of answers behind anything shown.
    package var k: Int
    /// The same for words somebody wrote.
    package var textThreshold: Int
    /// Every cut that may ever be asked for beside the whole: one or two dimensions each.
    package var cuts: [[String]]
    /// How values lie within each other; nil where they stand side by side.
    package var parts: [Part]?
    package var opens: Date
    package var closes: Date
    /// Seconds after `closes` in which answers that waited are still taken.
    package var grace: Int
    package var release: Release
    /// Nil for a round by itself, which is the usual one.
    package var series: Series?
    /// Bytes of every envelope.
    package var envelope: Int
    /// Who sees results, a sentence each.
    package var audience: [String]
    /// What is not promised, a sentence each; shown before the first question.
    package var limits: [String]

    /// Instants count in whole seconds; fractions are dropped.
    package init(
        survey: String, title: String, mode: Mode, segments: [Segment], items: [Item], k: Int = 5,
        textThreshold: Int = 10, cuts: [[String]], parts: [Part] = [], opens: Date, closes: Date,
        grace: Int = Int(DelayPlan.longest),
        release: Release, series: Series? = nil, envelope: Int = Envelope.bucket, audience: [String]
    ) {
        self.survey = survey
        self.title = title
        self.mode = mode
        self.segments = segments
        self.items = items
        self.k = k
        self.textThreshold = textThreshold
        self.cuts = cuts
        self.parts = parts.isEmpty ? nil : parts
        self.opens = Self.wholeSecond(opens)
        self.closes = Self.wholeSecond(closes)
        self.grace = grace
        self.release = release
        self.series = series
        self.envelope = envelope
        self.audience = audience
        limits = TrustLimits.sentences(for: mode)
        if mode == .anonymous, isShort { limits += TrustLimits.short }
    }

    private enum CodingKeys: String, CodingKey {
        case format, survey, title, mode, segments, items, k, cuts, parts, opens, closes, grace, release, series,
            envelope, audience, limits
        case textThreshold = "k_text"
    }

    /// Whether answers wait for less time than the twelve hours that are usual.
    package var isShort: Bool { closes.timeIntervalSince(opens) < 2 * DelayPlan.longest }

    /// Open.
    package func givesTickets(at now: Date) -> Bool {
        mode == .anonymous && now >= opens && now < closes
    }

    /// Open, or closed so short a time ago that answers still wait for their moment.
    package func takesAnswers(at now: Date) -> Bool {
        mode == .anonymous && now >= opens && now < closes.addingTimeInterval(TimeInterval(grace))
    }

    package func verifier(of segment: String) throws(TicketTrouble) -> TicketVerifier {
        guard let key = segments.first(where: { $0.id == segment })?.key else {
            throw .noSuchSegment
        }
        return try TicketVerifier(derRepresentation: key)
    }

    /// How many bytes of answers an envelope from `segment` has room for.
    package func room(in segment: String) throws(TicketTrouble) -> Int {
        let input = Ticket.randomLength + (try TicketMessage(survey: survey, segment: segment)).bytes.count
        let signature = try verifier(of: segment).signatureLength
        return envelope - Envelope.length([survey.utf8.count, segment.utf8.count, input, signature, 0])
    }

    /// Whether a value is this part or lies within it.
    func isPart(_ value: String, of part: Part) -> Bool {
        var next: String? = value
        // `check` has ruled circles out: a part stands after the one that it lies within.
        while let value = next, value != part.value {
            next = parts?.first { $0.dimension == part.dimension && $0.value == value }?.above
        }
        return next != nil
    }

    private static func wholeSecond(_ instant: Date) -> Date {
        Date(timeIntervalSince1970: instant.timeIntervalSince1970.rounded(.down))
    }
}
