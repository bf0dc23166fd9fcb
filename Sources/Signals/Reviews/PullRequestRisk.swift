import Records

/// Something about a pull request that often ends badly: a reason to look, and no verdict about anybody (PRODUCT 3.8).
package enum PullRequestRisk: String, Codable, CaseIterable, Sendable {
    /// More than a thousand changed lines of files that people write.
    case large
    /// Ready for more than five days.
    case open
    /// More than ten rounds between author and reviewers.
    case rounds
    /// Approved for more than a day and not merged.
    case unmerged
    /// No human has done anything about it for three weeks.
    case idle
    /// Neither title, branch nor description names a ticket.
    case ticket
    /// More than three people wrote its commits.
    case authors

    package var words: String {
        switch self {
        case .large: "more than 1,000 changed lines"
        case .open: "ready for more than five days"
        case .rounds: "more than ten rounds"
        case .unmerged: "approved for more than a day"
        case .idle: "nobody touched it for three weeks"
        case .ticket: "names no ticket"
        case .authors: "written by more than three people"
        }
    }
}

extension DeliveryReading {
    /// Of one that is open; in the order of `PullRequestRisk`.
    package func risks(of history: PullRequestHistory, _ clock: PullRequestClock) -> [PullRequestRisk] {
        let now = evidence.now
        let request = history.pullRequest
        var risks: Set<PullRequestRisk> = []
        if PullRequestSize(history).lines ?? 0 > 1000 { risks.insert(.large) }
        if let start = clock.start, now - start > 5 * Timeframe.day { risks.insert(.open) }
        if clock.rounds > 10 { risks.insert(.rounds) }
        if let approved = clock.approved, now - approved > Timeframe.day { risks.insert(.unmerged) }
        if now - clock.lastHuman > 21 * Timeframe.day { risks.insert(.idle) }
        let described = ChangeRequest(title: request.title, body: request.body ?? "", branch: request.headBranch)
        if !described.namesTicket { risks.insert(.ticket) }
        if Set(history.commits.map { $0.authorEmail.lowercased() }).count > 3 { risks.insert(.authors) }
        return PullRequestRisk.allCases.filter(risks.contains)
    }
}

extension ChangeRequest {
    /// As tickets are usually written.
    var namesTicket: Bool { namesTicket(.usual) }

    func namesTicket(_ pattern: TicketPattern) -> Bool {
        pattern.isIn(any: [title, branch, DescribedParts.withoutComments(body)])
    }
}
