import Records

/// What rows of tables tell besides themselves: the accounts and repositories that they name, and that a review happened.
///
/// Code hosts tell these as records of their own, on which all numbers about reviews rest; a table has a row for the thing alone.
package struct TableCompanions {
    private var told: Set<RecordKey> = []

    package init() {}

    /// A record and, once each, what it names.
    package mutating func with(_ record: Record) -> [Record] {
        switch record {
        case .pullRequest(let request):
            accounts([request.author, request.mergedBy]) + repository(request.repository) + [record]
        case .review(let review): accounts([review.author]) + [record] + Self.event(review)
        case .workItem(let item): accounts([item.author] + item.assignees.map(Optional.some)) + [record]
        case .build(let build): repository(build.repository) + [record]
        case .analysis(let analysis): repository(analysis.repository) + [record]
        default: [record]
        }
    }

    /// None for a review that was not sent yet.
    private static func event(_ review: Review) -> [Record] {
        review.submittedAt.map { at in
            let event = PullRequestEvent(
                key: review.key.other(.pullRequestEvent, "reviewed/\(review.key.id)"), pullRequest: review.pullRequest,
                kind: .reviewed, at: at, actor: review.author, verdict: review.verdict, commit: review.commit,
                text: review.body)
            return [.pullRequestEvent(event)]
        } ?? []
    }

    private mutating func accounts(_ keys: [RecordKey?]) -> [Record] {
        keys.compactMap(\.self).filter { told.insert($0).inserted }.map { .account(Account(key: $0, login: $0.id)) }
    }

    private mutating func repository(_ key: RecordKey?) -> [Record] {
        guard let key, told.insert(key).inserted else { return [] }
        return [.repository(HostedRepository(key: key, fullName: key.id))]
    }
}
