import Records

/// Pull requests that a number is about, and those that it leaves out, by the reason and with their effect.
struct PullRequestFilter {
    enum Reason: CaseIterable {
        case machine, imported, empty, generated, bulk, revert, backport

        var words: String {
            switch self {
            case .machine: "pull requests by bots and AI agents"
            case .imported: "pull requests from before the source was connected"
            case .empty: "pull requests that change nothing"
            case .generated: "pull requests that change generated files alone"
            case .bulk: "pull requests of over 10,000 lines or 300 files"
            case .revert: "reverts"
            case .backport: "back-ports and cherry-picks"
            }
        }
    }

    /// What flow is measured without (HANDBOOK 0.6).
    static let flow: [Reason] = [.machine, .empty, .generated, .imported]
    /// Size and depth also leave out what nobody reads line by line (HANDBOOK 0.7, A27). Imported ones may stay.
    static let size: [Reason] = [.machine, .empty, .generated, .bulk, .revert, .backport]

    private(set) var kept: [Int] = []
    private var left: [(reason: Reason, places: [Int])] = []

    init(_ reading: DeliveryReading, _ places: [Int], without reasons: [Reason]) {
        let reasons = reasons.filter { $0.option.map(reading.evidence.options.leavesOut.contains) ?? true }
        var leftBy: [Reason: [Int]] = [:]
        for place in places {
            guard let clock = reading.clocks[place] else { continue }
            let history = reading.evidence.pullRequests[place]
            if let reason = reasons.first(where: { $0.holds(history, clock, reading) }) {
                leftBy[reason, default: []].append(place)
            } else {
                kept.append(place)
            }
        }
        left = reasons.compactMap { reason in leftBy[reason].map { (reason, $0) } }
    }

    /// - Parameter value: the number for any set of places.
    func exclusions(_ value: ([Int]) -> Double?) -> [Measurement.Exclusion] {
        left.map { .init($0.reason.words, count: $0.places.count, valueWithout: value((kept + $0.places).sorted())) }
    }
}

extension PullRequestFilter.Reason {
    fileprivate var option: DeliveryEvidence.Options.Exclusion? {
        switch self {
        case .machine: .machines
        case .imported: .imported
        case .empty: .empty
        case .generated: .generated
        case .bulk, .revert, .backport: nil
        }
    }

    fileprivate func holds(
        _ history: PullRequestHistory, _ clock: PullRequestClock, _ reading: DeliveryReading
    ) -> Bool {
        let size = PullRequestSize(history)
        let request = history.pullRequest
        switch self {
        case .machine: return !clock.isHuman
        case .imported: return reading.isImported(clock)
        case .empty: return size.files == 0
        case .generated: return size.isGeneratedAlone
        case .bulk: return size.isBulk
        case .revert: return request.title.hasPrefix("Revert \"") || request.headBranch.hasPrefix("revert-")
        case .backport:
            let labels = reading.evidence.options.labelsOfBackports
            return request.labels.contains { labels.contains($0.lowercased()) }
                || history.pullRequest.title.lowercased().hasPrefix("[backport")
                || request.headBranch.hasPrefix("backport")
        }
    }
}

/// How much a pull request changes of what people write (HANDBOOK A12).
package struct PullRequestSize: Hashable, Sendable {
    /// Lines added and deleted without generated, vendored, lock and snapshot files; nil where nobody told.
    package let lines: Int?
    /// As the code host counts, everything included.
    package let allLines: Int?
    /// Nil where nobody told.
    package let files: Int?
    package let isGeneratedAlone: Bool

    package init(_ history: PullRequestHistory) {
        let request = history.pullRequest
        let told = request.additions.flatMap { added in request.deletions.map { added + $0 } }
        if let changed = history.files {
            let written = changed.filter { !$0.isGenerated }
            // A host leaves the lines out where a change is large.
            lines = Self.lines(written) ?? told
            allLines = told ?? Self.lines(changed)
            files = changed.count
            isGeneratedAlone = !changed.isEmpty && written.isEmpty
        } else {
            (lines, allLines, files, isGeneratedAlone) = (told, told, request.changedFiles, false)
        }
    }

    private static func lines(_ files: [PullRequestFile]) -> Int? {
        files.reduce(0) { sum, file in
            guard let sum, let added = file.added, let deleted = file.deleted else { return nil }
            return sum + added + deleted
        }
    }

    package var isBulk: Bool { allLines ?? 0 > 10_000 || files ?? 0 > 300 }

    package enum Band: String, Codable, CaseIterable, Sendable {
        case extraSmall = "XS"
        case small = "S"
        case medium = "M"
        case large = "L"
        case extraLarge = "XL"
        case bulk
    }

    package var band: Band? {
        if isBulk { return .bulk }
        guard let lines else { return nil }
        switch lines {
        case ...10: return .extraSmall
        case ...50: return .small
        case ...200: return .medium
        case ...400: return .large
        default: return .extraLarge
        }
    }
}
