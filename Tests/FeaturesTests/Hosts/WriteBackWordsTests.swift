import Records
import Signals
import Testing

@testable import Features

@Suite("Words that are written back")
struct WriteBackWordsTests {
    private func review(_ turn: Turn, about: [String] = []) -> CommitStatus? {
        var open = NextThingsTests.open(1, turn, waitsFor: ["ada"])
        open.about = about
        let request = ChangeRequest(title: "Sing louder", body: "")
        return WriteBackWords(check: ChangeRequestCheck(request), open: open, now: NextThingsTests.now).review
    }

    @Test func `only what a reviewer said is an answer`() {
        let failing = review(.author(.failingCheck), about: ["build / linux"])
        #expect(failing?.state == .pending)
        #expect(failing?.sentence == "Waits for its author: a required check fails: build / linux")
        #expect(review(.author(.conflict), about: ["main"])?.sentence == "Waits for its author: it conflicts with main")
        let answered = review(.author(.changesRequested))
        #expect(answered?.state == .success && answered?.sentence.hasPrefix("Answered: ") == true)
        #expect(review(.reviewer(.firstReview))?.state == .pending)
        #expect(review(.nobody(.dependency), about: ["!12"]) == nil)
    }
}
