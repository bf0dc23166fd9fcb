import Foundation

/// What one person answered in one wave of a series, under the name that ties it to their answers in others (HANDBOOK D8).
/// Words are not among it.
package struct TiedAnswer: Codable, Hashable, Sendable {
    package let pseudonym: String
    package let ratings: Response

    /// Nil for what is no name of a device: 32 bytes in base64url.
    package init?(pseudonym: String?, ratings: Response) {
        guard let pseudonym, pseudonym.utf8.count == 43, pseudonym.utf8.allSatisfy(Self.isDigit) else { return nil }
        self.pseudonym = pseudonym
        self.ratings = ratings
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

/// A wave that was counted, as the next one is compared with it person by person.
package struct EarlierWave: Sendable {
    package let questionnaire: Questionnaire
    package let tally: RoundTally
    package let result: RoundResult
    package let answers: [TiedAnswer]

    package init(questionnaire: Questionnaire, tally: RoundTally, result: RoundResult, answers: [TiedAnswer]) {
        self.questionnaire = questionnaire
        self.tally = tally
        self.result = result
        self.answers = answers
    }
}
