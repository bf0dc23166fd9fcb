extension QRGrid {
    /// How hard a reader would find it, by the standard's four rules; the mask with the least is taken.
    var penalty: Int {
        let rows = (0..<side).map { row in (0..<side).map { dark[row * side + $0] } }
        let columns = (0..<side).map { column in (0..<side).map { dark[$0 * side + column] } }
        return (rows + columns).reduce(0) { $0 + Self.runs($1) + Self.eyes($1) } + squares + imbalance
    }

    /// Five or more alike in a line.
    private static func runs(_ line: [Bool]) -> Int {
        var (penalty, length) = (0, 0)
        for place in line.indices {
            length = place > 0 && line[place] == line[place - 1] ? length + 1 : 1
            if length == 5 { penalty += 3 } else if length > 5 { penalty += 1 }
        }
        return penalty
    }

    /// What looks like the eye of a corner, with four light modules before or after it.
    private static func eyes(_ line: [Bool]) -> Int {
        let eye = [true, false, true, true, true, false, true]
        return (0...(line.count - 7)).reduce(0) { penalty, start in
            guard Array(line[start..<start + 7]) == eye else { return penalty }
            let isFree = { (range: Range<Int>) in range.allSatisfy { !line.indices.contains($0) || !line[$0] } }
            return penalty + (isFree(start - 4..<start) || isFree(start + 7..<start + 11) ? 40 : 0)
        }
    }

    /// Two by two alike.
    private var squares: Int {
        var penalty = 0
        for row in 0..<(side - 1) {
            for column in 0..<(side - 1) {
                let start = row * side + column
                let first = dark[start]
                if dark[start + 1] == first, dark[start + side] == first, dark[start + side + 1] == first {
                    penalty += 3
                }
            }
        }
        return penalty
    }

    /// For every full twentieth that the dark part is away from half.
    private var imbalance: Int {
        let share = dark.count { $0 }
        return 10 * (abs(share * 20 - side * side * 10) / (side * side))
    }
}
