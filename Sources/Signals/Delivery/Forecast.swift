import Records
import Statistics

extension DeliverySignal {
    /// When what is open will be done, if weeks go on as they went.
    package static let forecast = DeliverySignal(
        id: "forecast",
        title: "Forecast",
        question: "In how many weeks will what is open be done, at 85 % confidence?",
        unit: .weeks,
        direction: .depends,
        source: "HANDBOOK A19, I4; T. Magennis 2011; D. Vacanti 2018"
    ) { reading in
        guard let lives = reading.lives else {
            return .noTracker("complete weeks", needed: ThroughputForecast.leastWeeks)
        }
        return Forecast(reading.evidence, lives).measurement
    }
}

private struct Forecast {
    static let mostWeeks = 15
    static let confidences = [50, 70, 85, 95]
    static let horizons = [4, 8, 12]

    let weeks: [Int]
    let open: Int
    let growth: Double
    let start: CivilDay
    let milestone: String?

    init(_ evidence: DeliveryEvidence, _ lives: WorkLives) {
        milestone = evidence.options.forecastMilestone
        var unbounded = evidence
        // What weeks brought does not depend on the timeframe that is looked at.
        unbounded.timeframe.start = nil
        let weekly = WeeklyThroughput(unbounded, lives.all)
        weeks = Array(weekly.counts.suffix(Self.mostWeeks))
        let scope = lives.all.filter { [milestone = milestone] in milestone == nil || $0.item.milestone == milestone }
        open = scope.count { $0.endedAt == nil }
        let first = weekly.weeks.weeks.suffix(Self.mostWeeks).first?.start ?? evidence.now
        growth = Self.growth(scope, lives, since: first, isMilestone: milestone != nil)
        let today = weekly.weeks.day(at: evidence.now)
        // A week that is half over is none of those to come.
        start = today == today.monday ? today : CivilDay(number: today.monday.number + 7)
    }

    /// Items that came on top for each one that was done: into the milestone, or split off one that was there before.
    private static func growth(_ scope: [WorkLife], _ lives: WorkLives, since first: Int64, isMilestone: Bool) -> Double
    {
        let before = Set(lives.all.lazy.filter { $0.item.createdAt < first }.map(\.item.key))
        // What was planned before anything was done is no growth.
        let begun = max(first, scope.compactMap(\.finishedAt).min() ?? first)
        let added = scope.count { life in
            life.item.createdAt > begun && (isMilestone || life.item.parent.map(before.contains) ?? false)
        }
        let done = scope.count { $0.finishedAt.map { $0 >= first } ?? false }
        return done > 0 ? Double(added) / Double(done) : 0
    }

    var measurement: Measurement {
        let sample = Measurement.Sample(weeks.count, needed: ThroughputForecast.leastWeeks, of: "complete weeks")
        guard sample.count >= sample.needed else { return .tooFew(sample) }
        guard let forecast = ThroughputForecast(weeks: weeks) else {
            return Measurement(
                sample: sample, status: .unavailable,
                why: "Nothing was done in any of the last \(weeks.count) weeks: that foresees nothing.")
        }
        guard open > 0 else {
            return Measurement(
                sample: sample, status: .unavailable, why: "Nothing is open: there is nothing to foresee.")
        }
        let details = details(forecast)
        let week = { (confidence: Int) in details.finishes.first { $0.confidence == confidence }?.weeks.map(Double.init)
        }
        var interval: Measurement.Interval?
        if let low = week(50), let high = week(95) {
            interval = .init(low: low, high: high, kind: "50 to 95 % of all runs")
        }
        let value = week(85)
        return Measurement(
            value: value, interval: interval, sample: sample, status: value == nil ? .unavailable : .ok,
            why: value == nil
                ? "At this pace it takes more than ten years."
                : "If weeks go on as they went, with the same people. The 50 % date is no promise: every second one is missed.",
            steps: steps(details), details: SignalDetails(details))
    }

    private func details(_ forecast: ThroughputForecast) -> ForecastDetails {
        let items = Int((Double(open) * (1 + growth)).rounded(.up))
        let isExact = items <= ThroughputForecast.mostExact
        let chances = isExact ? forecast.chances(items: items) : forecast.simulated(items: items, seed: 1)
        return ForecastDetails(
            open: open, items: items, growth: growth, weeks: weeks,
            finishes: Self.confidences.map { confidence in
                let week = ThroughputForecast.week(reaching: Double(confidence) / 100, in: chances)
                return .init(confidence: confidence, weeks: week, day: week.map(friday))
            },
            byDate: Self.horizons.map { weeks in
                .init(
                    weeks: weeks, day: friday(weeks),
                    items: Self.confidences.map { forecast.atLeast(Double($0) / 100, within: weeks) })
            }, chances: chances, isExact: isExact, start: start)
    }

    private func friday(_ week: Int) -> CivilDay { CivilDay(number: start.number + Int64(week) * 7 - 3) }

    private func steps(_ details: ForecastDetails) -> [String] {
        let finishes = details.finishes.compactMap { finish in
            finish.day.flatMap { day in
                finish.weeks.map { "\(finish.confidence) % by \(day.text) (\(Phrase.count($0, "week")))" }
            }
        }
        var steps = [
            "\(Phrase.count(details.open, "item")) open\(milestone.map { " in \($0)" } ?? "").",
            "Done in each of the last \(Phrase.count(details.weeks.count, "complete week")), those without any included: \(details.weeks.map(Phrase.number).joined(separator: ", ")).",
        ]
        if details.items > details.open {
            steps.append(
                "For each item done \(Phrase.decimal(details.growth)) came on top; with that \(Phrase.number(details.items)) are left."
            )
        }
        steps += [
            "Weeks to come from \(details.start.text) on, each like one of those, in every order: \(details.isExact ? "exact, by sums" : "10,000 draws with a fixed seed").",
            "All done with \(finishes.joined(separator: ", ")).",
        ]
        if let soon = details.byDate.first {
            steps.append(
                "By \(soon.day.text), 85 % sure of at least \(Phrase.count(soon.items[2], "item")), 50 % of \(Phrase.number(soon.items[0]))."
            )
        }
        return steps
    }
}
