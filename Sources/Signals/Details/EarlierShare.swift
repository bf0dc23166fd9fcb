import Records
import Statistics

/// A share in the stretch of the same length before the timeframe: a team is compared with itself.
package struct EarlierShare: Codable, Hashable, Sendable {
    package var count: Int
    package var of: Int

    /// Of deployments, by the places that count.
    /// - Returns: nil for a timeframe without a beginning, and where nothing was deployed before.
    init?(_ rollouts: Rollouts, where counts: (Int) -> Bool) {
        guard let start = rollouts.timeframe.start else { return nil }
        let first = start - (rollouts.timeframe.end - start)
        let places = rollouts.all.indices.filter { (first..<start).contains(rollouts.all[$0].finishedAt) }
        guard !places.isEmpty else { return nil }
        of = places.count
        count = places.count(where: counts)
    }

    /// - Parameters:
    ///   - now: the share in the timeframe.
    ///   - needed: fewer before it cannot be compared.
    func step(_ now: Int, of all: Int, needed: Int) -> String {
        let words = "In the stretch of the same length before: \(Phrase.number(count)) of \(Phrase.number(of))"
        guard of >= needed, all >= needed,
            let bounds = Statistics.agrestiCaffo(count, of: of, now, of: all)?.scaled(by: 100)
        else { return "\(words), too few to compare with." }
        let change = "\(Phrase.decimal(bounds.low)) to \(Phrase.decimal(bounds.high)) points (95 % Agresti–Caffo)"
        return bounds.contains(0)
            ? "\(words); no change can be told apart from chance (\(change))."
            : "\(words); it has changed by \(change)."
    }
}
