import Records
import Signals

/// One thing that a member may do next, and why now.
package struct NextThing: Codable, Hashable, Identifiable, Sendable {
    package enum Kind: String, Codable, CaseIterable, Sendable {
        /// Others wait for the member's review.
        case review
        /// The member's own pull request waits for them.
        case merge, answer, repair
        /// A branch of the member's and one of somebody else's cannot be merged with one another.
        case talk
        /// A round takes answers. Whether the member has answered, nobody here can know.
        case pulse
        /// Somebody claims an account, and the member is to say whether that is right.
        case claim
        /// An action that the member owns, or is asked to.
        case action

        /// What a button says.
        package var verb: String {
            switch self {
            case .review: "Review"
            case .merge: "Merge"
            case .answer: "Answer"
            case .repair: "Repair"
            case .talk: "Look"
            case .pulse, .claim, .action: "Open"
            }
        }
    }

    /// Stays the same while it is the same thing.
    package var id: String
    package var kind: Kind
    package var title: String
    /// What it belongs to: "octocat/hello-world #7".
    package var place: String
    /// A sentence without a full stop.
    package var why: String
    /// Where it is done: at the code host, or a path of this server.
    package var url: String
    /// Seconds since 1970: since when it has waited for the member.
    package var since: Int64
    /// When the agreed time is over; nil where nothing was agreed.
    package var due: Int64?
    /// Working time of the member's own until then, in seconds; nil without `due`, 0 once it is over.
    package var secondsLeft: Int64?
    /// Anybody of the member's team may do it.
    package var isShared: Bool
    /// When feeds tell of it again; nil for what is told once. A round reminds everybody, whoever has answered.
    package var remindedAt: [Int64]?
    /// Who else could do it; nil where nobody is suggested.
    package var others: OtherReviewers?

    package init(
        id: String, kind: Kind, title: String, place: String, why: String, url: String, since: Int64,
        due: Int64? = nil, isShared: Bool = false, remindedAt: [Int64]? = nil
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.place = place
        self.why = why
        self.url = url
        self.since = since
        self.due = due
        self.isShared = isShared
        self.remindedAt = remindedAt
    }
}

extension NextThing {
    /// What an open pull request asks of those whose turn it is; nil where it is nobody's.
    package init?(_ open: OpenPullRequest) {
        let kind: Kind
        switch open.turn {
        case .reviewer: kind = .review
        case .author(.approved): kind = .merge
        case .author(.failingCheck), .author(.conflict): kind = .repair
        case .author(.changesRequested), .author(.commented): kind = .answer
        case .nobody: return nil
        }
        self.init(
            id: "\(kind.rawValue) \(open.key)", kind: kind, title: open.title,
            place: "\(open.repository) #\(open.number)",
            why: Self.why(open),
            url: open.url ?? Link("delivery", "pull-requests", open.key.description).path, since: open.since,
            due: open.due, isShared: open.isTeam || !open.teams.isEmpty)
    }

    private static func why(_ open: OpenPullRequest) -> String {
        let teams = Wording.list(open.teams)
        if !open.isTeam { return teams.isEmpty ? open.why : "asked of \(teams)" }
        // Who belongs to a team of the code host is not always known.
        return teams.isEmpty
            ? "anybody of the team may review it" : "\(teams) is asked, and anybody of the team may review it"
    }
}
