import TestKit
import Testing

@testable import Records

@Suite("Names that are nearly the same")
struct NearNamesTests {
    @Test(arguments: [
        ("a letter left out", "christopher nolan", "cristopher nolan", true),
        ("another first letter", "bhristopher nolan", "christopher nolan", true),
        ("another last letter", "christopher nolan", "christopher nolat", true),
        ("one of fifteen letters", "alexander brown", "alexander brawn", true),
        ("the letter in the middle", "alexander brown", "alexandar brown", true),
        ("one of fourteen letters", "alexander broo", "alexander brow", false),
        ("two of fifteen letters", "alexander brown", "alexander braws", false),
        ("one of eight Cyrillic letters", "анна лее", "анна лео", false),
        ("one of fifteen Cyrillic letters", "александр белов", "александр белев", true),
    ])
    func `are found`(_ what: String, _ one: String, _ other: String, _ isFound: Bool) {
        #expect(NearNames([one, other].sorted()).pairs.count == (isFound ? 1 : 0))
    }

    @Test func `one differing letter is found wherever it is, as by comparing all with all`() {
        var chance = SeededGenerator(seed: 3)
        let names = Set((0..<60).flatMap { _ in Self.variants(using: &chance) }).sorted()
        let texts = names.map { $0.unicodeScalars.map(\.value) }
        var all: Set<[String]> = []
        for (number, one) in texts.enumerated() {
            for other in texts.indices.dropFirst(number + 1) {
                guard Likeness.of(one, texts[other], atLeast: 0.93) != nil else { continue }
                all.insert([names[number], names[other]])
            }
        }
        #expect(all.count > 40)
        #expect(Set(NearNames(names).pairs.map { [$0, $1] }) == all)
    }

    @Test(.timeLimit(.minutes(40)))
    func `five thousand names that begin and end alike are not compared with each other`() {
        let names = (10_000..<15_000).map { "wilhelmina \($0) montgomery" }
        var pairs = 0
        let taken = ProcessorTime.seconds { pairs = NearNames(names).pairs.count }
        #expect(pairs > 0)
        // All with all takes minutes in a debug build.
        #expect(taken < 20, "\(taken)")
    }

    /// A name of 15 to 28 letters, and the same with one letter changed, left out or added.
    private static func variants(using chance: inout SeededGenerator) -> [String] {
        func letter() -> Character { "abcdefghijklmnopqrstuvwxyz".randomElement(using: &chance) ?? "a" }
        let name = (0..<Int.random(in: 16...27, using: &chance)).map { _ in letter() }
        var other = name
        let place = other.indices.randomElement(using: &chance) ?? 0
        switch Int.random(in: 0..<3, using: &chance) {
        case 0: other[place] = letter()
        case 1: other.remove(at: place)
        default: other.insert(letter(), at: place)
        }
        return [String(name), String(other)]
    }
}
