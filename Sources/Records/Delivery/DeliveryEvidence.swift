/// Everything a signal about delivery may see of one team: what was asked for, who answered, when people work.
///
/// `Evidence` is one repository's git history; this is what code hosts and pipelines tell about all repositories of a
/// team. What happened after the timeframe's end is not looked at, so that an earlier reading can be made again.
package struct DeliveryEvidence: Sendable {
    /// By key, each once.
    package let pullRequests: [PullRequestHistory]
    package var deployments: [DeployedCommits]
    package let people: DeliveryPeople
    package var calendars: TeamCalendars
    package var agreement: ReviewAgreement
    /// When the sources were connected; what began before was imported. Nil where that does not matter.
    package var connectedAt: Int64?
    /// Times at which people worked on something face to face: pairing, or a meeting of six or fewer.
    package var encounters: [Encounter]
    package var timeframe: Timeframe
    package var options: Options

    /// Commits of the repositories' histories, by name.
    package var commits: [String: AuthoredCommit] = [:]
    // What other sources tell. Nil where none is connected: what needs it is then undefined, and never 0.
    package var incidents: [Incident]?
    package var releases: [Release]?
    package var work: TrackedWork?
    package var pipelines: PipelineRuns?
    package var testRuns: [TestRun]?
    /// Who answers for the files of a repository whose history is read.
    package var owners: [RecordKey: RepositoryOwners] = [:]
    package var coverage: [CoverageReport]?
    package var changeCoverage: [PullRequestCoverage]?
    package var debt: [DebtAnalysis]?

    /// What somebody chose for this reading. The defaults are HANDBOOK's.
    package struct Options: Codable, Hashable, Sendable {
        /// What is usually left out and always said (HANDBOOK 0.6).
        package enum Exclusion: String, Codable, CaseIterable, Sendable {
            case machines, empty, generated, imported
        }

        package var leavesOut = Set(Exclusion.allCases)
        /// Where a pull request does not say.
        package var requiredApprovals = 1
        /// A push makes earlier approvals void, without the code host saying so.
        package var pushDismissesApprovals = false
        /// While it bears one of these it is nobody's turn; in plain words, which stand for every way to write them.
        package var holdLabels: Set<String> = [
            "on hold", "hold", "blocked", "impediment", "do not merge", "don't merge", "dont merge",
        ]
        package var labelsOfBackports: Set<String> = ["backport", "cherry-pick"]
        /// A pull request with one of these mends what users saw; its deployment was not planned (HANDBOOK A5).
        package var labelsOfFixes: Set<String> = ["hotfix", "fix-prod"]
        /// Whether a deployment failed, where somebody decided it; goes before all that ties failures (HANDBOOK A3).
        package var verdicts: [RecordKey: Bool] = [:]
        /// Where a bug was found, by its labels (HANDBOOK A20).
        package var labelsOfEscapes: Set<String> = ["production", "prod", "escaped", "found-in-production"]
        package var labelsOfCatches: Set<String> = ["found-in-testing", "testing", "staging", "qa"]
        /// `Person.id`s of those who hear of bugs from users: support, say.
        package var reportersOfEscapes: Set<String> = []
        /// Tests that were mended, by name, and when: what they did before does not count any more (HANDBOOK A22).
        package var mendedTests: [String: Int64] = [:]
        /// What a forecast is about; nil for everything that is open.
        package var forecastMilestone: String?
        /// Pairs, by `Person.id`, of whom one asked not to review the other. Why is not kept.
        package var apart: Set<Set<String>> = []

        package init() {}
    }

    package init(
        pullRequests: [PullRequestHistory], deployments: [DeployedCommits] = [], people: DeliveryPeople,
        calendars: TeamCalendars, agreement: ReviewAgreement = ReviewAgreement(), connectedAt: Int64? = nil,
        encounters: [Encounter] = [], timeframe: Timeframe, options: Options = Options()
    ) {
        var people = people
        let ordered = pullRequests.sorted { $0.pullRequest.key < $1.pullRequest.key }
        for history in ordered {
            if let author = history.pullRequest.author { people.know(author) }
            for event in history.events {
                if let actor = event.actor { people.know(actor) }
            }
        }
        self.pullRequests = ordered
        self.deployments = deployments
        self.people = people
        self.calendars = calendars
        self.agreement = agreement
        self.connectedAt = connectedAt
        self.encounters = encounters
        self.timeframe = timeframe
        self.options = options
    }

    /// When it is, for everything that is still going on.
    package var now: Int64 { timeframe.end }
}

/// A deployment and all that came with it, which the history of the repository tells: the commits that are in what was
/// deployed and were not in what had been deployed successfully before.
package struct DeployedCommits: Hashable, Sendable {
    package var deployment: Deployment
    package var commits: Set<String>

    package init(_ deployment: Deployment, commits: Set<String>) {
        self.deployment = deployment
        self.commits = commits
    }
}

/// When the people of a team work.
package struct TeamCalendars: Sendable {
    /// Of everybody who has none of their own; a number that rests on it says so.
    package var usual: WorkCalendar
    package var own: [Person.ID: WorkCalendar]

    package init(usual: WorkCalendar, own: [Person.ID: WorkCalendar] = [:]) {
        self.usual = usual
        self.own = own
    }
}

/// Within what time a pull request gets its first answer, as the team agreed.
package struct ReviewAgreement: Codable, Hashable, Sendable {
    package enum Clock: String, Codable, Sendable {
        /// As the sun goes: nights and weekends count.
        case elapsed
        /// Working time of those who are asked.
        case working
    }

    package var hours: Double
    package var clock: Clock

    package init(hours: Double = 8, clock: Clock = .working) {
        self.hours = hours
        self.clock = clock
    }
}

/// A few people at one thing at one time.
package struct Encounter: Hashable, Sendable {
    package var people: Set<Person.ID>
    package var at: Int64

    package init(_ people: Set<Person.ID>, at: Int64) {
        self.people = people
        self.at = at
    }
}
