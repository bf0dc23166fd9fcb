/// One test in one run of a suite, with each time that it was tried.
package struct TestResult: Codable, Hashable, Sendable {
    /// From best to worst, so that the worst of several outcomes is the greatest.
    package enum Outcome: String, Codable, CaseIterable, Comparable, Sendable {
        case passed, skipped, failed, error

        private var rank: Int {
            switch self {
            case .passed: 0
            case .skipped: 1
            case .failed: 2
            case .error: 3
            }
        }

        package static func < (one: Outcome, other: Outcome) -> Bool { one.rank < other.rank }
    }

    package var suite: String
    /// With its class or module, as the runner names it.
    package var name: String
    package var file: String?
    package var outcome: Outcome
    package var seconds: Double?
    /// Outcomes of tries before the last, oldest first; not empty where a runner tried again (HANDBOOK A22).
    package var earlier: [Outcome]
    package var message: String?

    package init(
        suite: String, name: String, file: String? = nil, outcome: Outcome, seconds: Double? = nil,
        earlier: [Outcome] = [], message: String? = nil
    ) {
        self.suite = suite
        self.name = name
        self.file = file
        self.outcome = outcome
        self.seconds = seconds
        self.earlier = earlier
        self.message = message
    }
}

/// Which lines of a file the tests ran.
package struct FileCoverage: Codable, Hashable, Sendable {
    package var path: String
    /// Times that each line ran, by number from 1; lines that cannot run are absent.
    package var lines: [Int: Int]
    /// Branches taken, of all, by line.
    package var branches: [Int: BranchCount]
    /// What the report itself counts, where it tells no more of the lines than that.
    package var stated: CoverageTotals?

    package struct BranchCount: Codable, Hashable, Sendable {
        package var taken: Int
        package var all: Int
        /// Which were taken, in the report's own order; nil where it tells only how many.
        package var arms: [Bool]?

        package init(taken: Int, all: Int) {
            self.taken = taken
            self.all = all
        }

        package init(arms: [Bool]) {
            taken = arms.count { $0 }
            all = arms.count
            self.arms = arms
        }
    }

    package init(path: String, lines: [Int: Int] = [:], branches: [Int: BranchCount] = [:]) {
        self.path = path
        self.lines = lines
        self.branches = branches
    }

    package var linesCoverable: Int { lines.isEmpty ? stated?.lines ?? 0 : lines.count }
    package var linesCovered: Int { lines.isEmpty ? stated?.linesCovered ?? 0 : lines.values.count { $0 > 0 } }
    package var branchesAll: Int {
        branches.isEmpty ? stated?.branches ?? 0 : branches.values.reduce(0) { $0 + $1.all }
    }
    package var branchesTaken: Int {
        branches.isEmpty ? stated?.branchesTaken ?? 0 : branches.values.reduce(0) { $0 + $1.taken }
    }
}

/// Something that a tool found in the code.
package struct CodeFinding: Codable, Hashable, Sendable {
    package enum Level: String, Codable, CaseIterable, Sendable {
        case error, warning, note, none
    }

    package var tool: String
    package var rule: String?
    package var level: Level
    package var message: String
    package var path: String?
    package var line: Int?
    /// Stays the same when lines move, where the tool gives one.
    package var fingerprint: String?
    package var isSuppressed: Bool
    package var column: Int?
    /// How it stands beside an earlier run, where the tool compared.
    package var baseline: Baseline?

    package enum Baseline: String, Codable, CaseIterable, Sendable {
        case new, unchanged, updated
        /// Found before, and no more.
        case absent
    }

    package init(
        tool: String, rule: String?, level: Level, message: String, path: String? = nil, line: Int? = nil,
        fingerprint: String? = nil, isSuppressed: Bool = false
    ) {
        self.tool = tool
        self.rule = rule
        self.level = level
        self.message = message
        self.path = path
        self.line = line
        self.fingerprint = fingerprint
        self.isSuppressed = isSuppressed
    }
}
