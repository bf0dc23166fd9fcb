import Records

/// Answers that need a word of where they belong: from a field of theirs, or from what was asked.
extension GitHubMapping {
    func repository() throws -> [Record] {
        let payload = try answer.decode(GitHubRepository.self)
        guard let address = payload.address else { throw MappingTrouble.missing("html_url") }
        var notes = GitHubNotes(source: address.source)
        payload.add(to: &notes, at: address)
        return notes.records
    }

    func account() throws -> [Record] {
        let payload = try answer.decode(GitHubAccount.self)
        guard let source = GitHubAddress.source(of: payload.url) else { throw MappingTrouble.missing("html_url") }
        return payload.user.account(at: source).map { [.account($0)] } ?? []
    }

    func team() throws -> [Record] {
        let payload = try answer.decode(GitHubTeamMembers.self)
        guard let source = GitHubAddress.source(of: payload.url) else { throw MappingTrouble.missing("url") }
        var notes = GitHubNotes(source: source)
        let members = HostTeamMembers(notes.people(payload.members.map(\.user)))
        notes.add(.hostTeam(HostTeam(key: payload.key(at: source), name: payload.name, members: members)))
        return notes.records
    }

    func commit() throws -> [Record] {
        let payload = try answer.decode(GitHubCommit.self)
        // By its own address a commit says its repository, and never its pull request.
        let (address, number) = try numbered(answer.url ?? answer.number.flatMap { _ in payload.url }, "url")
        var notes = GitHubNotes(source: address.source)
        try payload.add(to: &notes, on: address.pullRequest(number))
        return notes.records
    }

    func review() throws -> [Record] {
        let payload = try answer.decode(GitHubReview.self)
        let (address, number) = try numbered(payload.pullRequestURL ?? answer.url, "pull_request_url")
        var notes = GitHubNotes(source: address.source)
        try payload.add(to: &notes, on: address.pullRequest(number))
        return notes.records
    }

    func lineComment() throws -> [Record] {
        let payload = try answer.decode(GitHubComment.self)
        let (address, number) = try numbered(payload.pullRequestURL ?? answer.url, "pull_request_url")
        var notes = GitHubNotes(source: address.source)
        payload.addOnLine(to: &notes, on: address.pullRequest(number))
        return notes.records
    }

    func comment() throws -> [Record] {
        let payload = try answer.decode(GitHubComment.self)
        let (address, number) = try numbered(payload.issueURL ?? payload.htmlURL ?? answer.url, "issue_url")
        let page = payload.htmlURL.flatMap { GitHubAddress($0) }
        var notes = GitHubNotes(source: address.source)
        payload.add(
            to: &notes, at: address, number: number, isPullRequest: page?.number(after: "pull") != nil)
        return notes.records
    }

    /// Events come with the issue that they are about, and only it says whether that is a pull request.
    func event() throws -> [Record] {
        let payload = try answer.decode(GitHubHappening.self)
        guard let issue = payload.issue else { throw MappingTrouble.missing("issue") }
        let address = try Self.address(issue.url, "issue.url")
        var notes = GitHubNotes(source: address.source)
        if issue.isPullRequest {
            try payload.add(to: &notes, at: address, number: issue.number)
        } else {
            try payload.addChange(to: &notes, of: address.workItem(issue.number))
        }
        return notes.records
    }

    /// A timeline is asked of a pull request, whose number stands in what was asked: `…/issues/23/timeline`.
    func timeline() throws -> [Record] {
        let payload = try answer.decode(GitHubHappening.self)
        let (address, number) = try numbered(answer.url ?? payload.pullRequestURL ?? payload.issueURL, "url")
        var notes = GitHubNotes(source: address.source)
        try payload.add(to: &notes, at: address, number: number)
        return notes.records
    }

    func deploymentStatus() throws -> [Record] {
        let payload = try answer.decode(GitHubDeploymentStatus.self)
        guard let url = payload.deploymentURL ?? answer.url else { throw MappingTrouble.missing("deployment_url") }
        let address = try Self.address(url, "deployment_url")
        guard let id = address.number(after: "deployments") else {
            throw MappingTrouble.wrong("deployment_url", found: url, wanted: "the address of a deployment")
        }
        var notes = GitHubNotes(source: address.source)
        payload.add(to: &notes, at: address, deployment: id)
        return notes.records
    }

    func webhook() throws -> [Record] {
        // One that becomes nothing need not be understood.
        if let event = answer.event, !GitHubEvents.used.contains(event) { return [] }
        let payload = try GitHubDelivery(from: answer)
        guard let event = payload.event, let address = payload.repository?.address else { return [] }
        var notes = GitHubNotes(source: address.source)
        try payload.add(to: &notes, event: event, at: address)
        return notes.records
    }

    /// An address and the number in it of a pull request or an issue.
    private func numbered(_ url: String?, _ field: String) throws -> (GitHubAddress, Int) {
        guard let url else { throw MappingTrouble.missing(field) }
        let address = try Self.address(url, field)
        guard let number = address.number(after: "pulls", "pull", "issues") ?? answer.number else {
            throw MappingTrouble.wrong(field, found: url, wanted: "the address of a pull request or an issue")
        }
        return (address, number)
    }
}
