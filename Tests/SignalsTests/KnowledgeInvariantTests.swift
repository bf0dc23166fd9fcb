import Records
import Testing

@testable import Signals

@Suite("All knowledge signals")
struct KnowledgeInvariantTests {
    static let signals: [Signal] = [
        .truckFactor, .ownership, .knowledgeSilos, .orphanedKnowledge, .offBoarding, .coupling, .hotspots, .codeAge,
    ]

    /// Three people, four modules, 240 commits over fourteen months, by a fixed recipe.
    private func history(renaming: Bool = false, bot: Bool = false) -> HistoryBuilder {
        var history = HistoryBuilder()
        let people = ["Ada", "Bo", "Cy", "Dee"]
        let parts = ["api", "cards", "ledger", "ui"]
        let files = parts.flatMap { part in (0..<8).map { "\(part)/\($0).c" } }
        for (place, file) in files.enumerated() {
            history.commit(people[place / 8], daysAgo: 420, [.add(file, lines: 20 + place * 7)])
        }
        for turn in 0..<240 {
            let ago = 400 - Double(turn) * 1.65
            let renamed = { (file: String) in renaming && turn > 120 && file == "ui/0.c" ? "ui/00.c" : file }
            let first = renamed(files[turn * 7 % 32])
            history.commit(
                people[turn * turn % 4], daysAgo: ago, reviewers: turn % 5 == 0 ? ["Bo"] : [],
                [.modify(first), .modify(renamed(files[(turn * 7 + 8) % 32]))])
            if bot, turn % 10 == 0 { history.commit("renovate[bot]", daysAgo: ago, [.modify(first)]) }
            if renaming, turn == 120 { history.commit("Ada", daysAgo: ago, [.rename("ui/0.c", to: "ui/00.c")]) }
            if !renaming, turn == 120 { history.commit("Ada", daysAgo: ago, [.modify("ui/0.c", added: 0, deleted: 0)]) }
        }
        return history
    }

    @Test(arguments: signals.indices)
    func `have a number here, with steps and details`(_ place: Int) {
        let measurement = Self.signals[place].measure(history().evidence())
        #expect(measurement.status == .ok)
        #expect(measurement.value != nil)
        #expect(!measurement.steps.isEmpty)
        #expect(!measurement.why.isEmpty)
        #expect(measurement.details != .none)
    }

    @Test(arguments: ["truck-factor", "knowledge-silos", "orphaned-knowledge", "off-boarding", "code-age"])
    func `say that a clone is shallow`(_ id: String) throws {
        var evidence = history().evidence()
        let signal = try #require(Signal.named(id))
        #expect(!signal.measure(evidence).why.contains("shallow"))
        evidence.repository.isShallow = true
        #expect(signal.measure(evidence).why.contains("shallow"))
    }

    @Test(arguments: signals.indices)
    func `do not mind the order in which commits arrive`(_ place: Int) {
        let signal = Self.signals[place]
        #expect(signal.measure(history().evidence()) == signal.measure(history().evidence(reordered: true)))
    }

    @Test(arguments: signals.indices)
    func `follow a file to its new name`(_ place: Int) throws {
        let signal = Self.signals[place]
        let renamed = signal.measure(history(renaming: true).evidence())
        let plain = signal.measure(history().evidence())
        #expect(try Self.text(renamed).replacing("ui/00.c", with: "ui/0.c") == Self.text(plain))
    }

    private static func text(_ measurement: Signals.Measurement) throws -> String {
        String(decoding: try JSONValue.canonical(measurement), as: UTF8.self)
    }

    @Test(arguments: signals.indices)
    func `leave out commits by bots, and say so`(_ place: Int) {
        var withBot = Self.signals[place].measure(history(bot: true).evidence())
        let without = Self.signals[place].measure(history().evidence())
        #expect(withBot.excluded.contains { $0.what.contains("bots") && $0.count > 0 })
        withBot.excluded = without.excluded
        #expect(withBot == without)
    }
}
