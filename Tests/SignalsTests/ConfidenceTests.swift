import Records
import Testing

@testable import Signals

@Suite("Confidence in a number")
struct ConfidenceTests {
    @Test func `what no source tells, and what is too little, is C with its reason`() {
        let none = DeliverySignal.throughput.confidence(in: .noTracker("complete weeks", needed: 4))
        #expect(none.grade == .tooLittle)
        #expect(none.why == "No tracker is connected: nobody tells of work items.")
        let few = DeliverySignal.coverage.confidence(in: .tooFew(.init(1, needed: 2, of: "reports")))
        #expect(few == (.tooLittle, "1 of 2 reports needed"))
    }

    @Test func `a plan that was worked out afterwards is B; frozen ones are A`() throws {
        var builder = WorkBuilder(days: 98)
        for place in 0..<3 {
            let start = Double(place) * 14
            let sprint = builder.sprint("S\(place)", start, start + 14)
            let item = builder.item([("done", start + 5)], estimate: 3)
            builder.change(item, .sprint, nil, "S\(place)", start - 1)
            builder.work.commitments.append(
                SprintCommitment(
                    sprint: sprint, takenAt: WorkBuilder.at(start), items: [.init(item, estimate: 3)]))
        }
        #expect(DeliverySignal.sayDo.confidence(in: builder.measure(.sayDo)) == (.complete, ""))
        builder.work.commitments.removeLast()
        let inferred = DeliverySignal.sayDo.confidence(in: builder.measure(.sayDo))
        #expect(inferred == (.partlyInferred, "the plan of 1 sprint worked out afterwards"))
    }

    @Test func `parts that are not known for every pull request make a cycle time B`() throws {
        var builder = DeliveryBuilder()
        builder.know("ana", "ben")
        for _ in 0..<10 { try builder.pullRequest("Mon 10:00 ana opens\nMon 11:00 ben approves\nMon 12:00 ana merges") }
        let reading = DeliverySignal.cycleTime.confidence(in: DeliverySignal.cycleTime.measure(try builder.evidence()))
        #expect(reading == (.partlyInferred, "coding and deploy not known for every pull request"))
    }
}
