import Features
import Records

/// Passes on how an import stands, often enough for people and no more often.
actor ProgressPace {
    private let publish: @Sendable (LiveEvent) async -> Void
    private let clock = ContinuousClock()
    private var last: ContinuousClock.Instant?

    init(publish: @escaping @Sendable (LiveEvent) async -> Void) { self.publish = publish }

    func show(_ progress: ImportProgress) async {
        if let last, clock.now - last < .milliseconds(400) { return }
        last = clock.now
        await publish(
            .importing(progress.repository, done: progress.done, total: progress.total, rate: progress.rate))
    }
}
