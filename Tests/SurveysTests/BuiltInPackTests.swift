import Surveys
import Testing

@Suite("Packs that travel with Tutti")
struct BuiltInPackTests {
    @Test(arguments: Pack.builtInTexts)
    func `every text can be read and says what it is for`(_ text: String) throws {
        let pack = try Pack(text: text)
        #expect(!pack.source.isEmpty && pack.why.count > 20 && pack.seconds <= 180 && pack.questions.count <= 12)
        #expect(pack.questions.allSatisfy { $0.why.count > 10 && $0.text.count <= 120 })
        for scale in pack.scales {
            #expect(pack.items(of: scale).contains { !$0.isReversed }, "\(pack.id)")
        }
    }

    @Test func `all subjects are there, each once`() {
        let expected = [
            "psychological-safety", "clarity", "review", "documentation", "workload", "focus", "tooling", "trust",
            "recognition", "learning", "autonomy", "delivery-risk", "onboarding", "leadership", "devex", "health-check",
            "recommendation", "mood",
        ]
        #expect(Pack.builtIn.map(\.id) == expected)
        let ids = Pack.builtIn.flatMap(\.questions).map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(Pack.builtInText("mood")?.contains("How did work feel") == true)
    }

    @Test func `psychological safety has seven items of mixed wording`() throws {
        let pack = try #require(Pack.builtIn.first)
        #expect(pack.questions.map(\.isReversed) == [true, false, true, false, true, false, false])
        #expect(pack.questions.allSatisfy { $0.points?.range == 1...7 })
    }

    @Test func `exhaustion, recommending and traffic lights`() throws {
        func question(_ id: String) throws -> Question {
            try #require(Pack.builtIn.flatMap(\.questions).first { $0.id.text == id })
        }
        let exhaustion = try question("workload/exhaustion").points
        #expect(exhaustion?.top == 3...5 && exhaustion?.lowIsGood == true && exhaustion?.words.count == 5)
        #expect(try question("recommendation/team").points?.isNetPromoter == true)
        let topics = try #require(Pack.builtIn.first { $0.id == "health-check" }).questions
        #expect(topics.filter { $0.trendOf == nil }.allSatisfy { topic in topics.contains { $0.trendOf == topic.id } })
    }
}
