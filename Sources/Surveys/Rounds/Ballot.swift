/// How votes on several options make an order of them.
package enum Ballot {
    /// Of one option in rankings: how often it was put in each place, from the first. The smaller, the better; it says the
    /// same as the Borda count, in which the first of m options gets m points, the next m − 1, and so on.
    package static func meanPlace(_ places: some Collection<Int>) -> Double {
        let people = places.reduce(0, +)
        let sum = places.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }
        return people > 0 ? Double(sum) / Double(people) : 0
    }

    /// The place of each option, from 1: the smallest pair of numbers first, and equal ones in an order that is drawn by lot
    /// from a seed, so that everybody can draw it again.
    package static func places(
        _ values: [(Double, Double)], _ options: [Question.Option], seed: Question.ID
    ) -> [Int] {
        let lots = options.map { lot("\(seed.text)/\($0.id)") }
        let order = options.indices.sorted { one, other in
            (values[one].0, values[one].1, lots[one]) < (values[other].0, values[other].1, lots[other])
        }
        var places = [Int](repeating: 0, count: options.count)
        for (place, option) in order.enumerated() { places[option] = place + 1 }
        return places
    }

    /// FNV-1a, 64 bits, of the seed, a slash and the option's name; then mixed as SplitMix64 does, since names that differ in
    /// their last letter alone would keep their order otherwise.
    package static func lot(_ text: String) -> UInt64 {
        var lot = text.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        lot = (lot ^ (lot >> 30)) &* 0xbf58_476d_1ce4_e5b9
        lot = (lot ^ (lot >> 27)) &* 0x94d0_49bb_1331_11eb
        return lot ^ (lot >> 31)
    }
}
