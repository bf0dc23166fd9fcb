import Statistics

extension RoundResult {
    /// Answers on a scale as they may be told; nothing is turned round here.
    package struct PointsResult: Codable, Hashable, Sendable {
        /// By point, from the lowest; they add up to 1.
        package let shares: [Double]
        /// How far the diverging bar reaches below and above the middle.
        package let left: Double
        package let right: Double
        package let mean: Double
        package let deviation: Double?
        package let interval: Bounds?
        package let top: Pole
        package let bottom: Pole
        /// Promoters less detractors, −100…100, with its interval; from ten answers on.
        package let net: Double?
        package let netInterval: Bounds?
        /// r_wg, 0–1.
        package let agreement: Double?
    }

    /// One end of a scale.
    package struct Pole: Codable, Hashable, Sendable {
        package enum Wording: String, Codable, Hashable, Sendable {
            /// All or all but one.
            case nearlyAll = "nearly-all"
            /// None or one.
            case hardlyAny = "hardly-any"
            case some
        }

        package let share: Double
        package let interval: Bounds
        package let wording: Wording

        init(_ count: Int, of answers: Int) {
            share = Rounding.share(count, of: answers)
            let bounds = Statistics.wilson(count, of: answers) ?? Bounds(0, 1)
            interval = Bounds((bounds.low * 100).rounded() / 100, (bounds.high * 100).rounded() / 100)
            wording = count >= answers - 1 ? .nearlyAll : count <= 1 ? .hardlyAny : .some
        }
    }

    package struct OptionResult: Codable, Hashable, Identifiable, Sendable {
        package let id: String
        /// Of those who answered: who chose it, put it first, or put a dot on it.
        package let share: Double
        package let wording: Pole.Wording
        /// Of a ranking: the mean place, 1 for the most important.
        package let meanPlace: Double?
        /// Of dots: the share of all that were given out, 0–1.
        package var dots: Double?
        /// Of dots and rankings: where it came, from 1; equal ones in an order drawn by lot.
        package var place: Int?
    }
}

extension RoundResult.PointsResult {
    /// Fewer answers than this make promoters less detractors a matter of chance (HANDBOOK C3).
    static let leastForNet = 10

    /// - Parameter counts: at least k answers, not yet coded.
    init?(_ counts: Distribution, _ intervals: MeanIntervals) {
        let coded = counts.coded
        let answers = coded.answers
        guard let mean = coded.mean, let sides = coded.sides else { return nil }
        let ends = Double(coded.points.low)...Double(coded.points.high)
        shares = Rounding.shares(coded.counts)
        let step = Rounding.step(answers)
        left = (sides.left * 100 / step).rounded() * step / 100
        right = 1 - left
        self.mean = Rounding.mean(mean)
        deviation = coded.deviation.map(Rounding.mean)
        interval = coded.deviation.flatMap { intervals.bounds(mean, $0, answers) }.map {
            Rounding.bounds($0, within: ends)
        }
        top = RoundResult.Pole(coded.count(in: coded.points.top), of: answers)
        bottom = RoundResult.Pole(coded.count(in: coded.points.bottom), of: answers)
        let promoters = answers >= Self.leastForNet ? coded.netPromoter : nil
        net = promoters?.value.map { $0.rounded() }
        netInterval = promoters?.interval.map { Bounds($0.low.rounded(), $0.high.rounded()) }
        let even = Agreement.evenVariance(options: coded.points.count)
        agreement = coded.deviation.map { Rounding.mean(max(0, 1 - $0 * $0 / even)) }
    }
}

/// The factors of mean intervals, which depend on the number of answers alone: found once for all cells and questions.
final class MeanIntervals {
    private var factors: [Int: Double] = [:]

    func bounds(_ mean: Double, _ deviation: Double, _ answers: Int) -> Bounds? {
        guard answers > 1 else { return nil }
        let factor =
            factors[answers] ?? StudentT(freedom: Double(answers - 1)).quantile(0.975) / Double(answers).squareRoot()
        factors[answers] = factor
        return Bounds(mean - factor * deviation, mean + factor * deviation)
    }
}
