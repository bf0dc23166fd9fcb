import Records

/// Runs of pipelines as people count them: the first try of each, and what came after it (HANDBOOK A23).
struct PipelineReading: Sendable {
    struct Run: Sendable {
        var first: Build
        /// Later tries of the same run.
        var again: Int
    }

    /// A pipeline on the default branch of a repository.
    struct Line: Hashable, Comparable, Sendable {
        var repository: RecordKey?
        var name: String

        static func < (one: Line, other: Line) -> Bool {
            (one.repositoryName, one.name) < (other.repositoryName, other.name)
        }

        var repositoryName: String { repository?.description ?? "" }
    }

    /// By time, the first try of each.
    let runs: [Run]
    /// By time, every try.
    let builds: [Build]
    private let pipelines: PipelineRuns
    private let lastRequired: [RecordKey: Int64]

    private struct Name: Hashable {
        var line: Line
        var run: String
    }

    init(_ pipelines: PipelineRuns, until now: Int64) {
        self.pipelines = pipelines
        var last: [RecordKey: Int64] = [:]
        for job in pipelines.jobs where !job.mayFail && job.result != .skipped {
            if let at = job.finishedAt { last[job.build] = max(at, last[job.build] ?? .min) }
        }
        lastRequired = last
        let ended = pipelines.builds.filter { $0.state == .finished && $0.finishedAt.map { $0 <= now } ?? false }
        builds = ended.sorted(by: Self.isBefore)
        let named = Dictionary(grouping: ended) { build in
            Name(line: Self.line(build), run: build.number.map(String.init) ?? build.commit ?? build.key.description)
        }
        runs = named.values.compactMap { tries in
            tries.min(by: Self.isBefore).map { Run(first: $0, again: tries.count - 1) }
        }.sorted { Self.isBefore($0.first, $1.first) }
    }

    static func line(_ build: Build) -> Line {
        Line(repository: build.repository, name: build.name)
    }

    private static func isBefore(_ one: Build, _ other: Build) -> Bool {
        if one.finishedAt != other.finishedAt { return one.finishedAt ?? 0 < other.finishedAt ?? 0 }
        return one.attempt != other.attempt ? one.attempt < other.attempt : one.key < other.key
    }

    func isOnDefaultBranch(_ build: Build) -> Bool { pipelines.isOnDefaultBranch(build) }

    /// From being queued until the last required job has ended; nil where a time is missing or makes no sense.
    func seconds(_ build: Build) -> Int64? {
        guard let start = build.queuedAt ?? build.startedAt, let end = lastRequired[build.key] ?? build.finishedAt
        else {
            return nil
        }
        return end >= start ? end - start : end - start > -ClockRules.skew ? 0 : nil
    }

    func inside(_ timeframe: Timeframe) -> [Run] {
        runs.filter { run in
            run.first.finishedAt.map { $0 < timeframe.end && $0 >= timeframe.start ?? .min } ?? false
        }
    }
}

extension Measurement {
    static func noPipeline(_ of: String, needed: Int) -> Measurement {
        unavailable(
            of, needed: needed,
            why: "No pipeline is connected: nobody tells of builds. A code host's runs or tutti build would.")
    }
}
