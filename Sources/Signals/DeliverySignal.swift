import Records

/// What describes a signal, of whatever evidence: what pages, the report and the API show beside its number.
package protocol SignalDescription: Identifiable, Sendable where ID == String {
    var id: String { get }
    var title: String { get }
    var question: String { get }
    var unit: Signal.Unit { get }
    var direction: Signal.Direction { get }
    var version: Int { get }
    var source: String { get }
}

extension SignalDescription {
    /// The name of the definition in force: `truck-factor/1`.
    package var definition: String { "\(id)/\(version)" }
}

extension Signal: SignalDescription {}

/// A number about how a team's work flows, from what code hosts and pipelines tell. `Signal` is one from a git history.
package struct DeliverySignal: SignalDescription {
    package let id: String
    package let title: String
    package let question: String
    package let unit: Signal.Unit
    package let direction: Signal.Direction
    package let version: Int
    package let source: String
    let read: @Sendable (DeliveryReading) -> Measurement

    init(
        id: String, title: String, question: String, unit: Signal.Unit, direction: Signal.Direction, version: Int = 1,
        source: String, read: @escaping @Sendable (DeliveryReading) -> Measurement
    ) {
        self.id = id
        self.title = title
        self.question = question
        self.unit = unit
        self.direction = direction
        self.version = version
        self.source = source
        self.read = read
    }

    /// For several signals of one team and timeframe make one `DeliveryReading` and ask that.
    package func measure(_ evidence: DeliveryEvidence) -> Measurement { read(DeliveryReading(evidence)) }

    package func measure(_ reading: DeliveryReading) -> Measurement { read(reading) }
}

/// Evidence with what delivery signals share: the clock of every pull request, deployments as people count them and
/// which of them failed, the lives of work items, and the runs of pipelines.
package struct DeliveryReading: Sendable {
    package let evidence: DeliveryEvidence
    /// By the evidence's order; nil for a pull request that was not open yet at the end of the timeframe.
    package let clocks: [PullRequestClock?]
    let rules: ClockRules
    let rollouts: Rollouts
    let failures: DeploymentFailures
    /// Nil without a tracker.
    let lives: WorkLives?
    /// Nil without a pipeline.
    let pipelines: PipelineReading?

    package init(_ evidence: DeliveryEvidence) {
        let rules = ClockRules(evidence)
        self.evidence = evidence
        self.rules = rules
        clocks = evidence.pullRequests.withUnsafeBufferPointer { histories in
            histories.indices.map { PullRequestClock(histories[$0], rules: rules) }
        }
        let rollouts = Rollouts(evidence)
        self.rollouts = rollouts
        failures = DeploymentFailures(evidence, rollouts)
        lives = evidence.work.map { WorkLives(evidence, $0) }
        pipelines = evidence.pipelines.map { PipelineReading($0, until: evidence.now) }
    }

    package func clock(of pullRequest: RecordKey) -> PullRequestClock? {
        clocks.first { $0?.pullRequest == pullRequest } ?? nil
    }

    /// Places of the pull requests of which a moment lies in the timeframe.
    func places(where moment: (PullRequestClock) -> Int64?) -> [Int] {
        let range = evidence.timeframe
        return clocks.indices.filter { place in
            guard let at = clocks[place].flatMap(moment) else { return false }
            return at < range.end && at >= range.start ?? .min
        }
    }

    func isImported(_ clock: PullRequestClock) -> Bool { evidence.connectedAt.map { clock.opened < $0 } ?? false }
}
