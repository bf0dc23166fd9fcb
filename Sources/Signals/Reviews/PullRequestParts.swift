import Records

/// The five consecutive parts of a pull request's time (HANDBOOK A6), in seconds of elapsed time.
///
/// A part that cannot be known is nil with a reason, never 0. Those present, with what was taken out, add up to the time
/// from the first commit to the deployment.
package struct PullRequestParts: Hashable, Sendable {
    package enum Part: String, Codable, CaseIterable, Sendable {
        case coding, pickup, review, merge, deploy
    }

    package enum Absence: String, Codable, CaseIterable, Sendable {
        case neverReady = "never ready"
        case noCommits = "no commits known"
        case clockSkew = "clocks disagree"
        case notReviewed = "not reviewed"
        case notApproved = "not approved before the merge"
        case notMerged = "not merged"
        case notDeployed = "not deployed yet"
        case noDeployments = "no deployments known"
    }

    package private(set) var coding: Int64?
    package private(set) var pickup: Int64?
    package private(set) var review: Int64?
    package private(set) var merge: Int64?
    package private(set) var deploy: Int64?
    /// Taken out of pickup and review: it was a draft again.
    package private(set) var redraft: Int64 = 0
    /// Taken out of pickup, review and merge: it was closed in between.
    package private(set) var closed: Int64 = 0
    /// From ready to merged, without what was taken out.
    package private(set) var open: Int64?
    package private(set) var absent: [Part: Absence] = [:]

    package subscript(part: Part) -> Int64? {
        switch part {
        case .coding: coding
        case .pickup: pickup
        case .review: review
        case .merge: merge
        case .deploy: deploy
        }
    }

    /// The sum of the parts that are known; `absent` tells of the others. Nil where none is.
    package var cycle: Int64? {
        let known = Part.allCases.compactMap { self[$0] }
        return known.isEmpty ? nil : known.reduce(0, +)
    }

    static func of(
        _ walk: ClockWalk, start: Int64?, deployed: Int64?, firstCommit: Int64?, knowsDeployments: Bool
    ) -> (PullRequestParts, PullRequestClock.Flags) {
        var making = Making(walk: walk, start: start)
        making.coding(firstCommit)
        making.pickupAndReview()
        making.mergeAndDeploy(deployed, knowsDeployments)
        return (making.parts, making.flags)
    }

    private struct Making {
        let walk: ClockWalk
        let start: Int64?
        var parts = PullRequestParts()
        var flags: PullRequestClock.Flags = []

        init(walk: ClockWalk, start: Int64?) {
            self.walk = walk
            self.start = start
            if walk.takenOver != nil { flags.insert(.takenOver) }
            if walk.lateReview { flags.insert(.lateReview) }
            if walk.merged != nil, walk.firstReview == nil { flags.insert(.mergedWithoutReview) }
        }

        mutating func coding(_ firstCommit: Int64?) {
            guard let start else { return parts.absent[.coding] = .neverReady }
            guard let firstCommit else { return parts.absent[.coding] = .noCommits }
            if start - firstCommit > ClockRules.oldestCommit { flags.insert(.codingClipped) }
            parts.coding = span(.coding, min(start - firstCommit, ClockRules.oldestCommit))
        }

        mutating func pickupAndReview() {
            let end = walk.merged ?? (walk.isClosed ? walk.lastClosed : nil)
            guard let start else {
                for part in [Part.pickup, .review] { parts.absent[part] = .neverReady }
                return
            }
            let approved = walk.approvedSince.map { max($0, start) }
            parts.redraft = away(.draft, start, approved ?? end ?? .max)
            parts.closed = away(.closed, start, end ?? .max)
            if let merged = walk.merged {
                parts.open = max(0, merged - start) - away(.draft, start, merged) - parts.closed
            }
            guard let first = walk.firstReview else {
                for part in [Part.pickup, .review] { parts.absent[part] = .notReviewed }
                return
            }
            if first < start { flags.insert(.reviewedAsDraft) }
            if first <= walk.opened - ClockRules.skew {
                flags.insert(.clockSkew)
                parts.absent[.pickup] = .clockSkew
            } else {
                parts.pickup = max(0, first - start) - bothAway(start, first)
            }
            guard let approved else { return parts.absent[.review] = .notApproved }
            let begin = max(first, start)
            parts.review = approved - begin - bothAway(begin, approved)
        }

        mutating func mergeAndDeploy(_ deployed: Int64?, _ knowsDeployments: Bool) {
            guard let merged = walk.merged else {
                parts.absent[.merge] = .notMerged
                parts.absent[.deploy] = .notMerged
                return
            }
            if let start, let approved = walk.approvedSince {
                let from = max(approved, start)
                parts.merge = span(.merge, merged - from - away(.closed, from, merged))
            } else {
                parts.absent[.merge] = walk.firstReview == nil ? .notReviewed : .notApproved
            }
            guard let deployed else {
                return parts.absent[.deploy] = knowsDeployments ? .notDeployed : .noDeployments
            }
            parts.deploy = span(.deploy, deployed - merged)
        }

        private mutating func span(_ part: Part, _ seconds: Int64) -> Int64? {
            if seconds > -ClockRules.skew { return max(0, seconds) }
            flags.insert(.clockSkew)
            parts.absent[part] = .clockSkew
            return nil
        }

        private func bothAway(_ from: Int64, _ to: Int64) -> Int64 { away(.draft, from, to) + away(.closed, from, to) }

        private func away(_ why: Turn.ForNobody, _ from: Int64, _ to: Int64) -> Int64 {
            walk.spans.reduce(0) { sum, span in
                span.turn == .nobody(why) ? sum + max(0, min(span.until, to) - max(span.from, from)) : sum
            }
        }
    }
}
