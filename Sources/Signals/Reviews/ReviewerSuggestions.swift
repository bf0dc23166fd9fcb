import Foundation
import Records

/// Somebody who could review a pull request, and why. An offer with reasons, never an order of people.
package struct ReviewerSuggestion: Codable, Hashable, Sendable {
    package enum Role: String, Codable, Sendable {
        /// Knows what is changed.
        case knows
        /// Would get to know it.
        case learns
    }

    package var person: Person.ID
    package var role: Role
    /// Sentences without a full stop.
    package var reasons: [String]
}

/// Suggests reviewers from expertise, load, availability and the wish to spread knowledge (HANDBOOK B9).
package struct ReviewerSuggestions: Sendable {
    /// Each open review halves somebody's chance about so often: e^−θ (WhoDo: Asthana et al., FSE 2019).
    static let weightOfLoad = 0.5
    static let mostHoursApart = 4.0
    static let names = 2

    private let reading: DeliveryReading
    private let expertise: ReviewExpertise
    /// Reviews that wait for each.
    private let open: [Int32: Int]
    private let lastIn: [String: [Int32: Int64]]

    package init(_ reading: DeliveryReading) {
        self.reading = reading
        var expertise = ReviewExpertise()
        var open: [Int32: Int] = [:]
        var lastIn: [String: [Int32: Int64]] = [:]
        for (place, clock) in reading.clocks.enumerated() {
            guard let clock else { continue }
            let history = reading.evidence.pullRequests[place]
            PastReview(history, clock, reading).teach(&expertise)
            if clock.isOpen, clock.turn.party == .reviewer {
                for person in clock.askedByName { open[person, default: 0] += 1 }
            }
            let folders = Set((history.files ?? []).map { ReviewExpertise.folder($0.path) })
            let seen =
                clock.reviews.compactMap { review in review.person.map { ($0, review.at) } }
                + [clock.author].compactMap { $0 }.map { ($0, clock.merged ?? clock.opened) }
            for folder in folders {
                for (person, at) in seen {
                    lastIn[folder, default: [:]][person] = max(at, lastIn[folder]?[person] ?? .min)
                }
            }
        }
        (self.expertise, self.open, self.lastIn) = (expertise, open, lastIn)
    }

    /// Two who know it and one who would learn, as far as there are such people.
    /// - Parameter owners: by the repository's rules, each with what says so; where one can be asked, the first name is one of
    ///   them.
    package func suggest(for pullRequest: RecordKey, owners: [Person.ID: String] = [:]) -> [ReviewerSuggestion] {
        guard let place = reading.evidence.pullRequests.firstIndex(where: { $0.pullRequest.key == pullRequest }),
            let clock = reading.clocks[place], let files = reading.evidence.pullRequests[place].files
        else { return [] }
        return suggest(
            paths: files.filter { !$0.isGenerated }.map(\.path), author: clock.author,
            without: Set(clock.reviews.compactMap(\.person)), owners: owners)
    }

    /// The same for one that is open, whose files a branch tells: who is asked already is left out.
    package func suggest(
        for pullRequest: RecordKey, paths: [String], owners: [Person.ID: String] = [:]
    ) -> [ReviewerSuggestion] {
        guard let place = reading.evidence.pullRequests.firstIndex(where: { $0.pullRequest.key == pullRequest }),
            let clock = reading.clocks[place], !paths.isEmpty
        else { return [] }
        let asked = Set(clock.askedByName)
        return suggest(
            paths: paths, author: clock.author, without: asked.union(clock.reviews.compactMap(\.person)),
            owners: owners)
    }

    func suggest(
        paths: [String], author: Int32?, without: Set<Int32> = [], owners: [Person.ID: String] = [:]
    ) -> [ReviewerSuggestion] {
        let candidates = reading.evidence.people.members.filter { person in
            person != author && !without.contains(person) && mayAsk(person, author)
        }
        let scores = expertise.scores(paths)
        let weighed = candidates.compactMap { person in
            scores[person].map { (person: person, score: Self.loaded($0, open: open[person] ?? 0)) }
        }.filter { $0.score > 0 }.sorted { ($1.score, $0.person) < ($0.score, $1.person) }
        var chosen = weighed.map(\.person)
        let isOwner = { (person: Int32) in owners[self.id(person)] != nil }
        if let owner = chosen.first(where: isOwner) ?? candidates.first(where: isOwner) {
            chosen = [owner] + chosen.filter { $0 != owner }
        }
        let experts = chosen.prefix(Self.names)
        let learner = learner(among: candidates.filter { !experts.contains($0) }, paths)
        return experts.map { person in
            .init(
                person: id(person), role: .knows,
                reasons: reasons(person, paths) + [owners[id(person)]].compactMap(\.self))
        } + (learner.map { [.init(person: id($0.person), role: .learns, reasons: $0.reasons)] } ?? [])
    }

    /// What is left of a score with so many open reviews.
    package static func loaded(_ score: Double, open: Int) -> Double { score * exp(-weightOfLoad * Double(open)) }

    private func id(_ person: Int32) -> Person.ID { reading.evidence.people.people[Int(person)].id }

    private func mayAsk(_ person: Int32, _ author: Int32?) -> Bool {
        guard reading.evidence.people.isCounted(person), !isAway(person) else { return false }
        guard let author else { return true }
        if reading.evidence.options.apart.contains([id(person), id(author)]) { return false }
        return (hoursApart(person, author) ?? 0) <= Self.mostHoursApart
    }

    private func isAway(_ person: Int32) -> Bool {
        guard let calendar = reading.evidence.calendars.own[id(person)],
            let clock = calendar.period(on: CivilDay(reading.evidence.now))?.clock
        else { return false }
        let today = clock.day(at: reading.evidence.now)
        return calendar.absences.contains { $0.hours == nil && $0.first <= today && today <= $0.last }
    }

    /// Of the author's working day, in the next two weeks: how many hours of it the other does not work.
    private func hoursApart(_ person: Int32, _ author: Int32) -> Double? {
        let (now, hours) = (reading.evidence.now, reading.rules.hours)
        let end = now + 14 * Timeframe.day
        let (own, other) = (hours.time(of: author), hours.time(of: person))
        let all = own.seconds(from: now, to: end)
        guard all > 0 else { return nil }
        let together =
            all + other.seconds(from: now, to: end)
            - WorkingTime.seconds(from: now, to: end, ofAny: [own, other])
        let days = Set(own.spans.filter { $0.start < end && now < $0.end }.map { CivilDay($0.start) }).count
        return Double(all - together) / 3600 / Double(max(1, days))
    }

    private func reasons(_ person: Int32, _ paths: [String]) -> [String] {
        var reasons: [String] = []
        let known = paths.compactMap { expertise.files[$0]?[person] }
        if let last = known.map(\.last).max() {
            reasons.append(
                "commented on \(Phrase.number(known.count)) of \(Phrase.count(paths.count, "file")), last \(ago(last))")
        } else if let last = paths.compactMap({ expertise.folders[ReviewExpertise.folder($0)]?[person]?.last }).max() {
            reasons.append("commented on files beside these, last \(ago(last))")
        } else if expertise.pastReviews.contains(where: { $0.person == person }) {
            reasons.append("reviewed files at similar places")
        }
        return reasons + [load(person)]
    }

    private func load(_ person: Int32) -> String {
        let count = open[person] ?? 0
        return count == 0
            ? "no review waits for them" : "\(Phrase.count(count, "review")) \(count == 1 ? "waits" : "wait") for them"
    }

    private func ago(_ moment: Int64) -> String {
        let days = Int((reading.evidence.now - moment) / Timeframe.day)
        return days == 0 ? "today" : "\(Phrase.count(days, "day")) ago"
    }

    /// Of those who have not been there for ninety days the one with the fewest open reviews, then away for longest.
    private func learner(among people: [Int32], _ paths: [String]) -> (person: Int32, reasons: [String])? {
        let folders = Set(paths.map(ReviewExpertise.folder))
        let since = reading.evidence.now - 90 * Timeframe.day
        let last = { (person: Int32) in folders.compactMap { self.lastIn[$0]?[person] }.max() ?? .min }
        let new = people.filter { last($0) < since }
        let first = new.min { (open[$0] ?? 0, last($0), $0) < (open[$1] ?? 0, last($1), $1) }
        guard let first, let folder = folders.min() else { return nil }
        let place = Phrase.module(folder)
        let seen = last(first)
        return (
            first,
            [
                seen == .min ? "would get to know \(place)" : "was last in \(place) \(ago(seen))", load(first),
            ]
        )
    }
}

extension PullRequestClock {
    /// Who is waited for in person: in a team that was asked anybody may answer, and none has it to do.
    fileprivate var askedByName: [Int32] {
        guard let last = timeline.last, last.teams.isEmpty else { return [] }
        return last.asked
    }
}

/// What a pull request teaches about who knows its files.
struct PastReview {
    let start: Int64?
    let paths: [String]
    let reviewers: [(person: Int32, at: Int64)]
    let comments: [(person: Int32, path: String, at: Int64)]

    init(_ history: PullRequestHistory, _ clock: PullRequestClock, _ reading: DeliveryReading) {
        let people = reading.evidence.people
        start = clock.start
        paths = (history.files ?? []).filter { !$0.isGenerated }.map(\.path)
        reviewers = clock.reviews.compactMap { review in
            review.person.flatMap { people.isCounted($0) ? ($0, review.at) : nil }
        }
        comments = history.comments.compactMap { comment in
            guard let path = comment.path, let person = people.place(of: comment.author), person != clock.author,
                people.isCounted(person), comment.createdAt <= reading.evidence.now
            else { return nil }
            return (person, path, comment.createdAt)
        }.sorted { $0.2 < $1.2 }
    }

    func teach(_ expertise: inout ReviewExpertise) {
        for comment in comments { expertise.comment(on: comment.path, by: comment.person, at: comment.at) }
        for reviewer in reviewers { expertise.review(paths, by: reviewer.person) }
    }
}
