import Records
import TestKit
import Testing

@testable import Signals

@Suite("How pull requests are reviewed")
struct ReviewSignalTests {
    private func builder() -> DeliveryBuilder {
        var builder = DeliveryBuilder()
        builder.members = ["ana", "ben", "cho", "dia", "eve"]
        builder.know("ana", "ben", "cho", "dia", "eve")
        return builder
    }

    @Test func `depth is comments by lines, not the mean of ratios`() throws {
        var builder = builder()
        let talk = "\nMon 10:00 ben says Please name this differently.\nMon 10:01 ben says Where is this tested?"
        let end = "\nMon 11:00 ben approves LGTM\nMon 12:00 ana merges"
        for _ in 0..<4 {
            try builder.pullRequest(
                "Mon 09:00 ana opens" + talk + "\nMon 10:02 cho says This loop never ends." + end, size: .lines(120))
            try builder.pullRequest(
                "Mon 09:00 ana opens" + talk + "\nMon 10:05 ana says Good point, done." + end, size: .lines(400))
            try builder.pullRequest("Mon 09:00 ana opens" + end, size: .lines(30))
        }
        let measurement = DeliverySignal.reviewDepth.measure(try builder.evidence())
        let details = try measurement.details.decode(ReviewDepthDetails.self)
        #expect(abs(try #require(measurement.value) - 5.0 / 550 * 100) < 1e-9)
        #expect([details.comments, details.lines, details.withComment] == [20, 2200, 8])
        #expect(details.reviewersEach == 16.0 / 12)
        #expect(details.rubberStamps == 0)
    }

    @Test func `an approval faster than anybody reads is a rubber stamp`() throws {
        var builder = builder()
        let rows: [(String, Int)] = [("Mon 09:01", 51), ("Mon 09:01", 50), ("Mon 09:10", 400), ("Mon 09:30", 900)]
        for _ in 0..<3 {
            for (approved, lines) in rows {
                try builder.pullRequest(
                    "Mon 09:00 ana opens\n\(approved) ben approves\nMon 12:00 ana merges", size: .lines(lines))
            }
        }
        let details = try DeliverySignal.reviewDepth.measure(try builder.evidence()).details
            .decode(ReviewDepthDetails.self)
        // 51 lines in a minute are 3,060 an hour, 400 in ten minutes 2,400; 900 in half an hour 1,800; 50 are too small.
        #expect(details.rubberStamps == 6)
        #expect(details.approved == 12)
    }

    @Test func `rounds need twenty, and only their own people hear of long ones`() throws {
        var builder = builder()
        for _ in 0..<19 { try builder.pullRequest("Mon 09:00 ana opens\nMon 10:00 ben approves\nMon 11:00 ana merges") }
        #expect(DeliverySignal.reviewRounds.measure(try builder.evidence()).status == .tooFew)
        let back = "Mon 09:00 ana opens\nMon 10:00 ben reviews\nMon 11:00 ana pushes\nMon 12:00 cho reviews"
        try builder.pullRequest(back + "\nMon 13:00 ana merges")
        let open = try builder.pullRequest(back)
        let measurement = DeliverySignal.reviewRounds.measure(try builder.evidence())
        #expect(measurement.value == 1)
        #expect(try measurement.details.decode(ReviewRoundsDetails.self).counts == [19, 1, 0, 0, 0, 0])
        let hints = try builder.reading().roundsHints()
        #expect(hints.map(\.pullRequest) == [open])
        #expect(hints.first?.people == ["ana", "ben", "cho"])
        #expect(hints.first?.rounds == 2)
    }

    @Test func `size is what people write`() throws {
        var builder = builder()
        let end = "Mon 09:00 ana opens\nMon 11:00 ana merges"
        let files = [
            PullRequestFile(path: "Sources/shop.swift", added: 40, deleted: 10),
            PullRequestFile(path: "web/package-lock.json", added: 900, deleted: 0),
            PullRequestFile(path: "new/long.swift", oldPath: "old/long.swift", added: 0, deleted: 0),
        ]
        try builder.pullRequest(end, size: .files(files))
        #expect(PullRequestSize(builder.histories[0]).lines == 50)
        #expect(PullRequestSize(builder.histories[0]).band == .small)
        for lines in [10, 11, 50, 51, 200, 201, 400, 401, 10_000] {
            try builder.pullRequest(end, size: .lines(lines))
        }
        try builder.pullRequest(end, size: .lines(10_001))
        try builder.pullRequest(end, size: .lines(5), title: "Revert \"Change 3\"")
        try builder.pullRequest("label backport\n" + end, size: .lines(5))
        try builder.pullRequest(end, size: .files([files[1]]))
        try builder.pullRequest(end, size: .files([]))
        let measurement = DeliverySignal.pullRequestSize.measure(try builder.evidence())
        let details = try measurement.details.decode(PullRequestSizeDetails.self)
        #expect(details.bands.map(\.count) == [1, 3, 2, 2, 2, 1])
        // 10 11 50 50 51 200 201 400 401 10000: between 51 and 200.
        #expect(measurement.value == 125.5)
        #expect(measurement.excluded.map(\.count) == [1, 1, 1, 1, 1])
    }

    @Test(arguments: [
        ("suggestion (non-blocking): extract the retry loop", ReviewComment.Label.suggestion, true),
        ("issue (blocking, if-minor): this drops errors", .issue, true), ("praise: nice and short", .praise, true),
        ("Nit: typo", nil, false), ("nitpick:no blank here", nil, true), ("LGTM", nil, false), ("👍 🎉", nil, false),
        ("Looks good to me!", nil, false), ("/retest all of it", nil, false),
        ("@dependabot rebase this please", nil, false),
        (":+1: :rocket: :tada:", nil, false), ("> you wrote this long sentence\nok", nil, false),
        ("```suggestion\nlet a = 1\n```", nil, true), ("please fix this", nil, true),
        ("suggestion (Non-Blocking): x y z", nil, true), ("question (): is it", nil, true),
    ])
    func `labels and substance`(_ text: String, _ label: ReviewComment.Label?, _ isSubstantive: Bool) {
        #expect(ReviewComment(text).label == label)
        #expect(ReviewComment(text).isSubstantive == isSubstantive)
    }

    @Test func `clarity counts structure, of five writers or more`() throws {
        var builder = builder()
        let words = [
            "suggestion (blocking): use a set", "question: why is this here?", "I do not understand this part",
        ]
        for round in 0..<17 {
            let lines = words.enumerated().map { place, text in
                "Mon 10:0\(place) \(["ben", "cho", "dia", "eve", "fay"][(round + place) % 5]) says \(text) \(round)"
            }
            let answer = round < 6 ? "\nMon 11:00 ana says Because of the old format." : ""
            try builder.pullRequest(
                "Mon 09:00 ana opens\n" + lines.joined(separator: "\n") + answer + "\nMon 12:00 ana merges")
        }
        let measurement = DeliverySignal.commentClarity.measure(try builder.evidence())
        let details = try measurement.details.decode(CommentClarityDetails.self)
        #expect(details.comments == 51)
        #expect(abs(try #require(measurement.value) - 3400.0 / 51) < 1e-9)
        #expect([details.blocking, details.questions, details.suggestions] == [17, 17, 17])
        #expect(abs(details.puzzledPerHundred - 3400.0 / 51) < 1e-9)
        #expect([details.questionsMerged, details.questionsAnswered] == [17, 6])
    }

    @Test func `the review graph of HANDBOOK B8`() throws {
        // Edges AB 10, BA 4, AC 6, CA 1, BC 2, CB 2, AD 4, CD 1; degrees 3, 2, 3, 0, 0.
        let graph = ReviewGraph(
            people: [0, 1, 2, 3, 4],
            weights: [[0, 10, 6, 4, 0], [4, 0, 2, 0, 0], [1, 2, 0, 1, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]])
        #expect(graph.reciprocity == 0.75)
        #expect(abs(try #require(graph.weightedReciprocity) - 14.0 / 30) < 1e-9)
        #expect(graph.centralisation == 0.4375)
        #expect(graph.density == 0.4)
    }

    @Test func `load is uneven only beyond chance`() throws {
        let uneven = try #require(ReviewLoad(reviews: [20, 6, 3, 1, 0], availability: [1, 1, 1, 1, 1]))
        #expect(abs(uneven.gini - 0.6) < 1e-9 && abs(uneven.correctedGini - 0.75) < 1e-9)
        #expect(abs(uneven.effectiveReviewers - 2.02) < 0.005)
        #expect(uneven.isUneven(people: 5))
        let even = try #require(ReviewLoad(reviews: [8, 7, 6, 5, 4], availability: [1, 1, 1, 1, 1]))
        #expect(!even.isUneven(people: 5))
        // Who is there half the time does half.
        let partTime = try #require(ReviewLoad(reviews: [20, 10], availability: [2, 1]))
        #expect(abs(partTime.correctedGini) < 1e-9)
        #expect(ReviewLoad(reviews: [0, 0], availability: [1, 1]) == nil)
        #expect(try #require(ReviewLoad(reviews: [2, 1, 1], availability: [1, 1, 1])).byChance.isEmpty)
        #expect(ReviewLoad.carryingHalf([20, 6, 3, 1, 0]) == 1)
    }

    @Test func `load counts members without any review, and no machine`() throws {
        var builder = builder()
        for number in 0..<30 {
            let reviewer = number < 20 ? "ben" : number < 26 ? "cho" : number < 29 ? "dia" : "eve"
            try builder.pullRequest(
                "Mon 09:00 ana opens\nMon 09:01 copilot approves\nMon 10:00 \(reviewer) approves\nMon 11:00 \(reviewer) approves"
            )
        }
        let measurement = DeliverySignal.reviewLoad.measure(try builder.evidence())
        #expect(abs(try #require(measurement.value) - 0.75) < 1e-9)
        let details = try measurement.details.decode(ReviewLoadDetails.self)
        #expect([details.people, details.reviews, details.carryingHalf] == [5, 30, 1])
        #expect(details.isUneven)
        let shown = String(describing: measurement)
        for name in builder.members { #expect(!shown.contains("\(name) ")) }
    }

    @Test func `waiting that hangs on one person is told without a name`() throws {
        var builder = builder()
        for number in 0..<30 {
            let asked = number < 20 ? "ben" : "cho"
            try builder.pullRequest(
                "Mon 09:00 ana opens\nMon 09:00 ana asks \(asked)\nMon 10:00 \(asked) approves\nMon 11:00 ana merges")
        }
        let measurement = DeliverySignal.reviewReciprocity.measure(try builder.evidence())
        let details = try measurement.details.decode(ReviewGraphDetails.self)
        #expect(measurement.value == 0)
        #expect(details.waitingHours == 30)
        #expect(details.waitingForOne == 1)
        #expect(abs(try #require(details.bottleneck) - 2.0 / 3) < 1e-9)
        #expect(measurement.finding?.sentence == "67 % of the waiting for reviews hangs on one person")
    }
}
