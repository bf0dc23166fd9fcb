import Records
import Signals

/// What the last measuring of a choice found, as the Delivery room, Today, the report and the API show it.
package struct DeliveryReadings: Codable, Hashable, Sendable {
    package var choice: DeliveryChoice
    package var timeframe: Timeframe
    /// By signal id.
    package var measurements: [String: Measurement]
    /// What is open and waits for somebody, first what is due first.
    package var open: [OpenPullRequest]
    /// By the key of an open pull request, the members for whom it waits: for their own pages alone, of which nobody else is
    /// told, and therefore those who objected to being counted among them. Empty where it was not asked for.
    var waitsForMembers: [String: [Member.ID]] = [:]
    /// By the key of an open pull request that waits for reviewers, who else could review it: for the team's own list alone.
    var suggestions: [String: [SuggestedReviewer]] = [:]
    /// Those that began in the timeframe or were going on in it, the latest first; nil where no source tells of any.
    package var incidents: [Incident]?
    /// Full names of the repositories whose required checks could not be read, in order.
    var unreadChecks: [String] = []
    /// Teams of code hosts that are asked for a review that is open, and of whom nobody knows who belongs to them, in order.
    var unreadTeams: [String] = []
    /// Full names of the repositories that details speak of, by the text of their key.
    package var repositories: [String: String]

    package init(
        choice: DeliveryChoice, timeframe: Timeframe, measurements: [String: Measurement],
        open: [OpenPullRequest] = [], incidents: [Incident]? = nil, repositories: [String: String] = [:]
    ) {
        self.choice = choice
        self.timeframe = timeframe
        self.measurements = measurements
        self.open = open
        self.repositories = repositories
        self.incidents = incidents?.filter { incident in
            incident.startedAt < timeframe.end && incident.resolvedAt ?? .max >= timeframe.start ?? .min
        }.sorted { ($1.startedAt, $1.key) < ($0.startedAt, $0.key) }
    }

    package subscript(id: String) -> Measurement? { measurements[id] }

    /// - Parameter key: as details name it.
    package func repositoryName(_ key: String) -> String {
        repositories[key] ?? RecordKey(key)?.id ?? (key.isEmpty ? "without a repository" : key)
    }

    /// Whether anything was there to count.
    var isAboutSomething: Bool { !open.isEmpty || measurements.values.contains { $0.sample.count > 0 } }

    /// Names for a chart's labels, by the text of their key: without the owner where all of them have the same.
    func repositoryLabels(_ keys: some Sequence<String>) -> [String: String] {
        let names = Dictionary(keys.map { ($0, repositoryName($0)) }) { first, _ in first }
        let owners = Set(names.values.map { name in name.lastIndex(of: "/").map { String(name[...$0]) } ?? "" })
        guard let owner = owners.first, owners.count == 1, owner.hasSuffix("/") else { return names }
        return names.mapValues { String($0.dropFirst(owner.count)) }
    }

    /// The signals that were measured, in the order of the catalogue.
    package var signals: [(signal: DeliverySignal, measurement: Measurement)] {
        DeliverySignal.all.compactMap { signal in measurements[signal.id].map { (signal, $0) } }
    }

    /// What a signal tells beyond its number; nil where it was not measured or told nothing.
    package func details<Details: Decodable & Sendable>(_ id: String, as type: Details.Type) -> Details? {
        guard let measurement = measurements[id], measurement.status == .ok else { return nil }
        return try? measurement.details.decode(type)
    }
}

/// An open pull request and whose turn it is.
package struct OpenPullRequest: Codable, Hashable, Identifiable, Sendable {
    package struct Someone: Codable, Hashable, Sendable {
        /// `Person.id`, or the key of an account that nobody tied to a person.
        package var id: String
        package var name: String
        /// The member behind it, where somebody claimed the account.
        package var member: String?
        /// By which they were asked for a review, and its login; nil where they were not.
        package var account: RecordKey?
        package var login: String?

        package init(
            id: String, name: String, member: String? = nil, account: RecordKey? = nil, login: String? = nil
        ) {
            self.id = id
            self.name = name
            self.member = member
            self.account = account
            self.login = login
        }
    }

    /// Another open one, and which files both change.
    package struct Overlap: Codable, Hashable, Sendable {
        package var key: RecordKey
        package var number: Int
        package var title: String
        package var files: [String]
    }

    package var key: RecordKey
    /// `octocat/hello-world`.
    package var repository: String
    package var number: Int
    package var title: String
    /// At the code host.
    package var url: String?
    package var isDraft: Bool
    package var author: Someone?
    package var turn: Turn
    /// Names of what stands in the way, where that decides whose turn it is.
    package var about: [String] = []
    /// Whom it waits for; empty where it is nobody's turn, or that of a team of the code host.
    package var waitsFor: [Someone]
    /// Nobody in particular was asked.
    package var isTeam: Bool
    /// Teams of the code host whose people it waits for in place of people by name: `@acme/payments`.
    package var teams: [String] = []
    /// Seconds since 1970: since when it has been their turn.
    package var since: Int64
    package var openedAt: Int64
    /// Seconds of their turn, as the sun goes and in working time.
    package var waitedElapsed: Int64
    package var waitedWorking: Int64
    /// When the agreed time is over; nil where it is not the reviewers' turn.
    package var due: Int64?
    package var additions: Int?
    package var deletions: Int?
    /// Reasons to look at it; nil where they were not looked for.
    package var risks: [PullRequestRisk]?
    /// Others that change some of the same files, the most first.
    package var overlaps: [Overlap] = []

    package var id: RecordKey { key }
    /// Why it is their turn, without a full stop.
    package var why: String { turn.why(about) }
}
