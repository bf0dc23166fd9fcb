import Records

extension DeliverySignal {
    /// How clearly review comments say what they are. Their structure alone: no tone, no mood, nobody by name.
    package static let commentClarity = DeliverySignal(
        id: "comment-clarity",
        title: "Clarity of review comments",
        question: "How many review comments say whether they are a question, a suggestion or an issue?",
        unit: .percent,
        direction: .depends,
        source: "HANDBOOK C16; conventionalcomments.org, 2019; Ebert et al., SANER 2019"
    ) { reading in CommentClarity(reading).measurement }
}

private struct CommentClarity {
    static let neededComments = 50
    static let neededWriters = 5

    private(set) var details = CommentClarityDetails(
        comments: 0, labelled: 0, byLabel: [:], blocking: 0, questions: 0, suggestions: 0, puzzledPerHundred: 0,
        pullRequests: 0, withPraise: 0, questionsMerged: 0, questionsAnswered: 0, threads: 0, threadsResolved: 0)
    private var writers: Set<Int32> = []
    private var puzzled = 0
    private var threads: [String: Bool] = [:]

    init(_ reading: DeliveryReading) {
        for (place, clock) in reading.clocks.enumerated() {
            guard let clock, clock.isHuman else { continue }
            let history = reading.evidence.pullRequests[place]
            let timeframe = reading.evidence.timeframe
            let range = min(timeframe.start ?? .min, timeframe.end)..<timeframe.end
            let all = ReviewComments(history, clock, reading, in: range).all
            if all.isEmpty { continue }
            details.pullRequests += 1
            if all.contains(where: { $0.comment.label == .praise }) { details.withPraise += 1 }
            for told in all { add(told, history, clock) }
        }
        details.threads = threads.count
        details.threadsResolved = threads.values.count { $0 }
        if details.comments > 0 { details.puzzledPerHundred = 100 * Double(puzzled) / Double(details.comments) }
    }

    private mutating func add(
        _ told: ReviewComments.Told, _ history: PullRequestHistory, _ clock: PullRequestClock
    ) {
        let comment = told.comment
        details.comments += 1
        if let author = told.author { writers.insert(author) }
        if let label = comment.label {
            details.labelled += 1
            details.byLabel[label.rawValue, default: 0] += 1
            if comment.isBlocking { details.blocking += 1 }
        }
        if comment.suggests { details.suggestions += 1 }
        if comment.isPuzzled { puzzled += 1 }
        if let thread = told.thread { threads["\(clock.pullRequest)\u{0}\(thread)"] = told.isResolved ?? false }
        guard comment.asks else { return }
        details.questions += 1
        guard let merged = clock.merged, told.at <= merged else { return }
        details.questionsMerged += 1
        if isAnswered(told, history, before: merged) { details.questionsAnswered += 1 }
    }

    /// By the author's words after it, in the same thread where there is one; or the thread was settled.
    private func isAnswered(_ told: ReviewComments.Told, _ history: PullRequestHistory, before merged: Int64) -> Bool {
        if told.isResolved == true { return true }
        let author = history.pullRequest.author
        return history.comments.contains { answer in
            answer.author == author && answer.createdAt > told.at && answer.createdAt <= merged
                && (told.thread == nil || answer.thread == told.thread)
        }
    }

    var measurement: Measurement {
        let people = Measurement.Sample(writers.count, needed: Self.neededWriters, of: "writers of review comments")
        guard people.count >= people.needed else { return .tooFew(people) }
        let sample = Measurement.Sample(details.comments, needed: Self.neededComments, of: "review comments")
        guard sample.count >= sample.needed else { return .tooFew(sample) }
        return Measurement(
            value: 100 * Double(details.labelled) / Double(details.comments),
            interval: .wilson(details.labelled, of: details.comments), sample: sample,
            why:
                "Structure alone is read: labels, questions, suggested changes. Nobody's comments are looked at by themselves.",
            steps: [
                "\(Phrase.count(details.comments, "comment")) by \(Phrase.count(writers.count, "person", plural: "people")) on \(Phrase.count(details.pullRequests, "pull request")), without the authors' own and without machines.",
                "\(Phrase.number(details.labelled)) begin with a label such as \"suggestion (non-blocking):\"; \(Phrase.number(details.blocking)) of these block.",
                "\(Phrase.number(details.questions)) ask; \(Phrase.number(details.suggestions)) suggest. Of \(Phrase.number(details.questionsMerged)) questions on merged ones \(Phrase.number(details.questionsAnswered)) were answered before the merge.",
                "\(Phrase.decimal(details.puzzledPerHundred)) of a hundred show that something was unclear: a question or a hedge.",
            ],
            finding: finding, details: SignalDetails(details))
    }

    private var finding: Measurement.Finding? {
        let open = details.questionsMerged - details.questionsAnswered
        guard details.questionsMerged >= 10, open * 3 >= details.questionsMerged else { return nil }
        return Measurement.Finding(
            sentence: "\(Phrase.opening(open, "question")) stayed without an answer when the change was merged",
            evidence:
                "\(Phrase.number(details.questionsAnswered)) of \(Phrase.number(details.questionsMerged)) were answered before.",
            uncertainty: "Answers given by a push or in person do not show.",
            suggestion: "Try: agree that whoever merges answers or closes every question first.", weight: 0.35)
    }
}
