/// Who has to do something next about a pull request, and why (PRODUCT 3.8).
package enum Turn: Hashable, Sendable {
    case author(ForAuthor)
    case reviewer(ForReviewer)
    case nobody(ForNobody)

    package enum ForAuthor: String, Codable, CaseIterable, Sendable {
        case changesRequested = "changes-requested"
        /// Reviewers commented and nothing was answered yet.
        case commented
        /// It may be merged.
        case approved
        case failingCheck = "failing-check"
        case conflict
    }

    package enum ForReviewer: String, Codable, CaseIterable, Sendable {
        /// Nobody has looked at it yet.
        case firstReview = "first-review"
        /// The author asked again.
        case asked
        case pushed
        /// The author answered the comments.
        case answered
        /// The approval was taken back, or a push made it void.
        case dismissed
        /// One has approved, and the branch asks for more.
        case moreApprovals = "more-approvals"
        /// It was a draft in between.
        case readyAgain = "ready-again"
    }

    package enum ForNobody: String, Codable, CaseIterable, Sendable {
        case draft, closed, merged
        case onHold = "on-hold"
        /// Another change or a release has to come first.
        case dependency, release
    }

    package enum Party: String, Codable, CaseIterable, Sendable {
        case author, reviewer, nobody
    }

    package var party: Party {
        switch self {
        case .author: .author
        case .reviewer: .reviewer
        case .nobody: .nobody
        }
    }

    /// `reviewer/first-review`.
    package var name: String {
        switch self {
        case .author(let why): "author/\(why.rawValue)"
        case .reviewer(let why): "reviewer/\(why.rawValue)"
        case .nobody(let why): "nobody/\(why.rawValue)"
        }
    }

    /// A sentence about why, without a full stop, with what stands in the way by name: "a required check fails: build / linux".
    package func why(_ about: [String]) -> String {
        if about.isEmpty { return why }
        let names = Phrase.list(about)
        return switch self {
        case .author(.failingCheck):
            about.count == 1 ? "a required check fails: \(names)" : "required checks fail: \(names)"
        case .author(.conflict): "it conflicts with \(names)"
        case .nobody(.dependency): "it waits for \(names)"
        default: why
        }
    }

    /// A sentence about why, without a full stop.
    package var why: String {
        switch self {
        case .author(.changesRequested): "a reviewer asked for changes"
        case .author(.commented): "a reviewer commented"
        case .author(.approved): "it is approved and may be merged"
        case .author(.failingCheck): "a required check fails"
        case .author(.conflict): "it conflicts with its base"
        case .reviewer(.firstReview): "nobody has reviewed it yet"
        case .reviewer(.asked): "the author asked for a review"
        case .reviewer(.pushed): "the author pushed after the review"
        case .reviewer(.answered): "the author answered the comments"
        case .reviewer(.dismissed): "the approval no longer holds"
        case .reviewer(.moreApprovals): "it needs another approval"
        case .reviewer(.readyAgain): "it is ready again after being a draft"
        case .nobody(.draft): "it is a draft"
        case .nobody(.closed): "it was closed without merging"
        case .nobody(.merged): "it is merged"
        case .nobody(.onHold): "it is on hold"
        case .nobody(.dependency): "another change has to come first"
        case .nobody(.release): "it waits for a release"
        }
    }
}

/// As its name stands: `reviewer/first-review`.
extension Turn: Codable, LosslessStringConvertible {
    package var description: String { name }

    package init?(_ name: String) {
        let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, let party = Party(rawValue: parts[0]) else { return nil }
        let turn: Turn? =
            switch party {
            case .author: ForAuthor(rawValue: parts[1]).map(Turn.author)
            case .reviewer: ForReviewer(rawValue: parts[1]).map(Turn.reviewer)
            case .nobody: ForNobody(rawValue: parts[1]).map(Turn.nobody)
            }
        guard let turn else { return nil }
        self = turn
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let name = try container.decode(String.self)
        guard let turn = Turn(name) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "There is no turn “\(name)”.")
        }
        self = turn
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}
