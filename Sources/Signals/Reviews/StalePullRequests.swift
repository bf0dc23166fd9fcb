import Records

extension DeliverySignal {
    /// Open pull requests that nobody has touched for a working week.
    package static let stalePullRequests = DeliverySignal(
        id: "stale-pull-requests",
        title: "Stale pull requests",
        question: "Which open pull requests has nobody touched for five working days?",
        unit: .count,
        direction: .lower,
        version: 2,
        source: "HANDBOOK A13"
    ) { reading in StalePullRequests(reading).measurement }
}

private struct StalePullRequests {
    static let days = 5.0
    static let mostShown = 100

    let reading: DeliveryReading
    let filter: PullRequestFilter
    /// Of the team's usual calendar.
    let secondsADay: Double

    init(_ reading: DeliveryReading) {
        self.reading = reading
        let open = reading.clocks.indices.filter { reading.clocks[$0]?.isOpen == true }
        filter = PullRequestFilter(reading, open, without: [.machine])
        let hours = reading.evidence.calendars.usual.period(on: CivilDay(reading.evidence.now))?.hours ?? .usual
        let days = hours.days.count { !$0.isEmpty }
        secondsADay = days > 0 ? hours.hoursAWeek * 3600 / Double(days) : 8 * 3600
    }

    private func rows(_ places: [Int]) -> [StalePullRequestsDetails.Row] {
        places.compactMap { place in reading.clocks[place].flatMap { row($0, place) } }
            .sorted { ($1.workingDays, $0.pullRequest) < ($0.workingDays, $1.pullRequest) }
    }

    private func row(_ clock: PullRequestClock, _ place: Int) -> StalePullRequestsDetails.Row? {
        if case .nobody(let why) = clock.turn, why == .draft || why == .onHold { return nil }
        let turn = reading.turn(of: clock)
        let days = Double(untouched(clock)) / secondsADay
        guard days >= Self.days else { return nil }
        let request = reading.evidence.pullRequests[place].pullRequest
        return .init(
            pullRequest: request.key, number: request.number, title: request.title, waitsFor: turn.turn.party,
            why: turn.why, workingDays: days, ageDays: Double(clock.end - clock.opened) / 86_400)
    }

    /// Time in which the author or a reviewer worked, since a human last did something.
    private func untouched(_ clock: PullRequestClock) -> Int64 {
        let asked = clock.timeline.last { $0.turn.party == .reviewer }?.asked ?? []
        let all = Set(asked.isEmpty ? reading.evidence.people.members : asked).union([clock.author].compactMap { $0 })
        let (last, now) = (clock.lastHuman, reading.evidence.now)
        return reading.rules.hours.seconds(from: last, to: now, asked: all.sorted(), author: nil)
    }

    var measurement: Measurement {
        let rows = rows(filter.kept)
        let onHold = filter.kept.count { reading.clocks[$0]?.turn == .nobody(.onHold) }
        var excluded = filter.exclusions { Double(self.rows($0).count) }
        if onHold > 0 { excluded.append(.init("pull requests on hold", count: onHold)) }
        let drafts = filter.kept.count { reading.clocks[$0]?.turn == .nobody(.draft) }
        if drafts > 0 { excluded.append(.init("drafts", count: drafts)) }
        let waiting = { (party: Turn.Party) in rows.count { $0.waitsFor == party } }
        return Measurement(
            value: Double(rows.count), sample: .init(filter.kept.count, needed: 0, of: "open pull requests"),
            why: "A list to go through together; what a bot does touches nothing.", excluded: excluded,
            steps: [
                "\(Phrase.count(filter.kept.count, "open pull request")).",
                "Stale is one that no human has touched for \(Phrase.decimal(Self.days)) working days of \(Phrase.decimal(secondsADay / 3600)) hours in which its author or a reviewer worked.",
                "\(Phrase.count(rows.count, "pull request")): \(Phrase.number(waiting(.reviewer))) wait for a reviewer, \(Phrase.number(waiting(.author))) for the author, \(Phrase.number(waiting(.nobody))) for something else.",
            ],
            finding: finding(rows),
            details: SignalDetails(
                StalePullRequestsDetails(
                    rows: Array(rows.prefix(Self.mostShown)), open: filter.kept.count, onHold: onHold)))
    }

    private func finding(_ rows: [StalePullRequestsDetails.Row]) -> Measurement.Finding? {
        guard let first = rows.first else { return nil }
        return Measurement.Finding(
            sentence:
                "\(Phrase.opening(rows.count, "open pull request")) \(rows.count == 1 ? "has" : "have") not been touched for a working week",
            evidence:
                "#\(first.number) for \(Phrase.decimal((first.workingDays * 10).rounded() / 10)) working days: \(first.why).",
            uncertainty: "What was said elsewhere does not show.",
            suggestion: "Try: go through the list once, and for each finish it, hand it on, or close it.", weight: 0.45)
    }
}
