/// Answers from 0 to 10 to "would you recommend…": the share of 9–10 less the share of 0–6 (HANDBOOK C3).
package struct NetPromoter: Codable, Hashable, Sendable {
    package var promoters: Int
    package var passives: Int
    package var detractors: Int

    /// People who did not answer are not among them; a value outside 0–10 is not an answer.
    package init(_ answers: some Sequence<Double>) {
        var counts = (0, 0, 0)
        for answer in answers where (0...10).contains(answer) {
            if answer >= 9 { counts.0 += 1 } else if answer >= 7 { counts.1 += 1 } else { counts.2 += 1 }
        }
        self.init(promoters: counts.0, passives: counts.1, detractors: counts.2)
    }

    package init(promoters: Int, passives: Int, detractors: Int) {
        self.promoters = promoters
        self.passives = passives
        self.detractors = detractors
    }

    package var answers: Int { promoters + passives + detractors }

    /// −100…100. Nil without answers.
    package var value: Double? {
        answers > 0 ? 100 * Double(promoters - detractors) / Double(answers) : nil
    }

    /// 100·√((p + d − (p − d)²)/n).
    package var standardError: Double? {
        guard let value else { return nil }
        let polar = Double(promoters + detractors) / Double(answers)
        return 100 * (max(0, polar - value * value / 10_000) / Double(answers)).squareRoot()
    }

    /// 95 %; below 30 answers too wide to say much.
    package var interval: Bounds? {
        guard let value, let standardError else { return nil }
        let half = Statistics.z95 * standardError
        return Bounds(max(-100, value - half), min(100, value + half))
    }
}
