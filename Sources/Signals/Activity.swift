import Records

/// When each person was last seen doing anything that git records.
///
/// Writing counts at the author's time; committing, merging, reviewing, testing and signing off at the committer's.
/// What others say about somebody (reported, suggested, helped) is no sign of life.
package struct Activity: Sendable {
    /// For every person, seconds since 1970; nil for one who was not seen before the end of the timeframe.
    package let lastSeen: [Int64?]
    private let since: Int64

    /// How long ago somebody may have been seen last and still counts as active (HANDBOOK B3).
    package static let days: Int64 = 90

    package init(_ evidence: Evidence) {
        let end = evidence.timeframe.end
        let identities = evidence.identities
        var lastSeen = [Int64?](repeating: nil, count: identities.people.count)
        func see(_ signature: Int32, at seconds: Int64) {
            guard seconds < end else { return }
            let person = Int(identities.person(signature))
            lastSeen[person] = max(lastSeen[person] ?? .min, seconds)
        }
        for commit in evidence.history.commits where commit.committed.seconds < end {
            let written = min(commit.authored.seconds, commit.committed.seconds)
            see(commit.author, at: written)
            see(commit.committer, at: commit.committed.seconds)
            for trailer in commit.trailers {
                switch trailer.kind {
                case .coAuthoredBy: see(trailer.signature, at: written)
                case .reviewedBy, .ackedBy, .testedBy, .signedOffBy:
                    see(trailer.signature, at: commit.committed.seconds)
                case .reportedBy, .suggestedBy, .helpedBy: break
                }
            }
        }
        self.lastSeen = lastSeen
        since = end - Self.days * Timeframe.day
    }

    package func isActive(_ person: Int32) -> Bool { (lastSeen[Int(person)] ?? .min) >= since }
}

extension Evidence {
    func knower(_ person: Int32, _ activity: Activity) -> Knower {
        let somebody = identities.people[Int(person)]
        return Knower(id: somebody.id, name: somebody.name, isActive: activity.isActive(person))
    }
}
