extension Statistics {
    /// Bounds of the true mean with the given confidence, by Student's t. Nil for fewer than two values.
    /// - Parameter population: how many could have answered, where the statement is about these people now (C9);
    ///   without it the cautious, uncorrected bounds.
    package static func meanInterval(
        _ values: [Double], confidence: Double = 0.95, population: Int? = nil
    ) -> Bounds? {
        guard let mean = mean(values), let deviation = deviation(values) else { return nil }
        return meanInterval(
            mean: mean, deviation: deviation, count: values.count, confidence: confidence, population: population)
    }

    /// The same from what is already summed up.
    package static func meanInterval(
        mean: Double, deviation: Double, count: Int, confidence: Double = 0.95, population: Int? = nil
    ) -> Bounds? {
        guard count > 1 else { return nil }
        let t = StudentT(freedom: Double(count - 1)).quantile(0.5 + confidence / 2)
        let factor = population.map { finiteFactor(count, in: $0) } ?? 1
        let half = t * deviation / Double(count).squareRoot() * factor
        return Bounds(mean - half, mean + half)
    }
}
