import Records

/// Turns plans into the records that a code host, a tracker and a pipeline would tell of them, up to the invented now.
struct Telling: Sendable {
    let organisation: Organisation
    let repositories: Repositories

    var end: Int64 { organisation.end }

    /// People, repositories and sprints.
    func opening() -> Part {
        var records: [Record] = organisation.people.map { person in
            .account(
                Account(
                    key: organisation.account(person.id), login: person.login, name: person.name, email: person.email))
        }
        records.append(.account(Account(key: organisation.machine, login: "gangway-bot", name: "gangway", kind: .bot)))
        for repository in organisation.repositories {
            records.append(
                .repository(
                    HostedRepository(
                        key: organisation.repository(repository.id), fullName: organisation.fullName(repository),
                        url: organisation.address(repository), defaultBranch: "main",
                        createdAt: organisation.start.start - 400 * 86_400)))
        }
        for team in organisation.teams {
            let name = String(organisation.mention(team).dropFirst())
            let members = HostTeamMembers(team.people.map(organisation.account))
            records.append(.hostTeam(HostTeam(key: organisation.hostTeam(team.id), name: name, members: members)))
            for number in 0...organisation.sprintCount { records.append(.sprint(sprint(number, of: team))) }
        }
        return Part(records, at: organisation.start.start)
    }

    private func sprint(_ number: Int, of team: Organisation.Team) -> Sprint {
        let days = organisation.days(ofSprint: number)
        let start = days.lowerBound * 86_400 + 8 * 3600
        let over = days.upperBound * 86_400 - Organisation.sprintGap
        return Sprint(
            key: organisation.sprint(number, of: team.id), container: organisation.board(team.id),
            name: "\(team.title) \(number + 1)", state: over <= end ? .closed : start <= end ? .active : .planned,
            startAt: start, endAt: over, completedAt: over <= end ? over : nil)
    }

    func parts(of chapter: Chapter) -> [Part] {
        chapter.items.compactMap(part) + chapter.pullRequests.compactMap(part) + chapter.builds.compactMap(part)
            + chapter.deployments.compactMap(part) + chapter.incidents.flatMap(parts)
            + chapter.releases.compactMap(part)
    }

    func key(_ actor: Actor) -> RecordKey {
        switch actor {
        case .person(let person): organisation.account(person)
        case .machine: organisation.machine
        }
    }

    func pullRequest(_ repository: Int, _ number: Int) -> RecordKey {
        organisation.key(.pullRequest, "\(repository + 1)-\(number)")
    }

    func item(_ reference: String) -> RecordKey { organisation.key(.workItem, reference) }

    // MARK: Work items

    private func part(_ plan: PlannedItem) -> Part? {
        guard plan.createdAt <= end else { return nil }
        let changes = plan.changes.filter { $0.at <= end }
        func last(_ field: WorkItemChange.Field) -> PlannedItem.Change? { changes.last { $0.field == field } }
        let state = last(.state)
        let meaning = state.map { Self.meaning($0.to) } ?? .todo
        let key = item(plan.reference)
        var item = WorkItem(
            key: key, reference: plan.reference, container: organisation.board(plan.team), title: plan.title,
            kind: plan.kind, state: meaning, originalState: state?.to ?? "Open",
            author: organisation.account(plan.author), createdAt: plan.createdAt,
            updatedAt: changes.last?.at ?? plan.createdAt,
            closedAt: meaning == .done || meaning == .dropped ? state?.at : nil)
        item.labels = plan.labels
        item.estimate = last(.estimate).flatMap { $0.to.flatMap(Double.init) }
        item.sprint = last(.sprint).flatMap { $0.to.flatMap { RecordKey($0) } }
        if last(.assignee) != nil { item.assignees = [organisation.account(plan.assignee)] }
        item.url = "https://\(organisation.host)/items/\(plan.reference)"
        let told = changes.enumerated().map { place, change in
            Record.workItemChange(
                WorkItemChange(
                    key: organisation.key(.workItemChange, "\(plan.reference)-\(place + 1)"), workItem: key,
                    field: change.field, originalField: change.field.rawValue, from: change.from, to: change.to,
                    at: change.at, actor: organisation.account(change.actor)))
        }
        return Part([.workItem(item)] + told, at: item.updatedAt)
    }

    private static func meaning(_ state: String?) -> WorkItem.State {
        switch state {
        case "Done": .done
        case "Won't do": .dropped
        case "Open", nil: .todo
        default: .inProgress
        }
    }
}
