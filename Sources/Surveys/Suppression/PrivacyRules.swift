/// What has to hold before anything is shown (HANDBOOK D2). Fixed before a round opens.
package struct PrivacyRules: Codable, Hashable, Sendable {
    /// Answers behind everything that is shown.
    package let k: Int
    /// Answers in a cell before words of it are shown as they were written.
    package let textThreshold: Int
    /// Different people behind a theme.
    package var themeThreshold: Int { max(5, k) }

    /// People who have to be eligible before anybody is asked anonymously: a lead who belongs to the group knows their
    /// own answer, so that k others have to remain.
    package var smallestGroup: Int { k + 1 }

    package static let leastThreshold = 4
    package static let usual = PrivacyRules(checked: 5, 10)

    /// Nil for thresholds that protect nobody: k below 4, or words shown sooner than figures.
    package init?(k: Int = 5, textThreshold: Int = 10) {
        guard k >= Self.leastThreshold, textThreshold >= k else { return nil }
        self.init(checked: k, textThreshold)
    }

    private init(checked k: Int, _ textThreshold: Int) {
        self.k = k
        self.textThreshold = textThreshold
    }

    /// Whether a cell with so many answers may be shown at all.
    package func isEnough(_ answers: Int) -> Bool { answers >= k }

    /// How many have answered, as far as it may be told.
    package func told(_ answers: Int) -> Int? { isEnough(answers) ? answers : nil }

    /// Whether somebody who knows both of two sets could work out what fewer than k people answered (D4).
    package func mayDiffer(by answers: Int) -> Bool { answers == 0 || answers >= k }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let read = PrivacyRules(
            k: try container.decode(Int.self, forKey: .k),
            textThreshold: try container.decode(Int.self, forKey: .textThreshold))
        guard let read else {
            throw DecodingError.dataCorruptedError(
                forKey: .k, in: container, debugDescription: "these thresholds protect nobody")
        }
        self = read
    }

    private enum CodingKeys: String, CodingKey { case k, textThreshold }
}
