/// What people answer in rounds about how work feels: who answers, and how well things go, by the story.
package struct Mood: Sendable {
    private let organisation: Organisation

    package init(_ organisation: Organisation) { self.organisation = organisation }

    /// Weeks, from 0, in which a round of five days begins.
    package let weeks = [3, 7, 11, 15, 19, 23]

    /// Whether somebody answers a round: most do.
    ///
    /// - Parameter person: a place among those who are asked.
    package func answers(_ person: Int, round: Int) -> Bool {
        var dice = Dice(seed: organisation.seed, 20, person, round)
        return dice.chance(0.9)
    }

    /// How somebody feels about one question.
    ///
    /// - Parameters:
    ///   - isAboutReviews: follows the time that reviews take.
    ///   - points: of the scale; the last is the best.
    package func point(
        _ person: Int, round: Int, question: Int, isAboutReviews: Bool, of points: ClosedRange<Int>
    ) -> Int {
        var own = Dice(seed: organisation.seed, 21, person)
        var dice = Dice(seed: organisation.seed, 22, person, round, question)
        let week = Double(round < weeks.count ? weeks[round] : 25)
        let slowness = organisation.story.reviewFactor(week)
        let share = 0.68 + 0.12 * own.normal() - (isAboutReviews ? 0.17 : 0.06) * (slowness - 1) + 0.13 * dice.normal()
        let span = Double(points.upperBound - points.lowerBound)
        let place = (Double(points.lowerBound) + min(1, max(0, share)) * span).rounded()
        return Int(place)
    }
}
