/// When an event is sent again that was not taken.
///
/// The pauses are those of the Standard Webhooks specification 1.0 ("Example retry schedule") up to the one of ten hours; after it
/// comes the rest of a day in place of ever longer ones.
enum RetrySchedule {
    private static let pauses: [Int64] = [5, 300, 1_800, 7_200, 18_000, 36_000, 23_095]

    /// Seconds until the next attempt, up to a tenth less by chance, so that not all come back at once; nil after the last.
    ///
    /// - Parameters:
    ///   - attempts: those that were made, the first among them.
    ///   - chance: from 0 up to 1.
    static func pause(after attempts: Int, chance: Double) -> Double? {
        guard pauses.indices.contains(attempts - 1) else { return nil }
        return Double(pauses[attempts - 1]) * (1 - chance / 10)
    }
}
