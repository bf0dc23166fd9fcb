import Testing

@testable import Features

@Suite("How long people wait for a reply")
struct ReplyTimesTests {
    private static func times(_ waits: [(days: Int64, isOver: Bool)]) -> ReplyTimes {
        ReplyTimes(waits.map { .init(seconds: $0.days * 86_400, isOver: $0.isOver) })
    }

    @Test func `the middle one tells, and who still waits counts up to now`() {
        let all = Self.times([(1, true), (9, true), (3, true)])
        #expect(all.median == 3 * 86_400 && !all.isMedianOpen && all.replied == 3)
        #expect(
            all.sentence
                == "3 asked for a reply to what they wrote in rounds so far, 3 got one; half of them got it within 3 days."
        )
        let open = Self.times([(1, true), (5, false), (5, false)])
        #expect(open.isMedianOpen && open.sentence?.contains("half of them wait for longer than 5 days") == true)
        #expect(Self.times([]).sentence == nil)
        // One that came on the same day as another still waits counts first.
        #expect(!Self.times([(2, false), (2, true)]).isMedianOpen)
    }
}
