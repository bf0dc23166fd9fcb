/// The square of modules while it is put together: fixed patterns, then data under a mask.
struct QRGrid {
    let side: Int
    private(set) var dark: [Bool]
    /// Modules of fixed patterns, which no mask touches.
    private var isFixed: [Bool]
    private let version: QRVersion

    init(_ version: QRVersion) {
        self.version = version
        side = version.side
        dark = [Bool](repeating: false, count: side * side)
        isFixed = dark
        drawTiming()
        for (row, column) in [(3, 3), (3, side - 4), (side - 4, 3)] { drawFinder(row, column) }
        drawAlignment()
        drawFormat(0)
        drawVersion()
    }

    /// Lays the codewords into what is free, in the standard's zigzag, and masks them.
    mutating func fill(_ codewords: [UInt8], mask: Int) {
        var place = 0
        var (column, isUpward) = (side - 1, true)
        while column > 0 {
            if column == 6 { column -= 1 }
            for step in 0..<side {
                let row = isUpward ? side - 1 - step : step
                for column in [column, column - 1] where !isFixed[row * side + column] {
                    let isSet = place < codewords.count * 8 && codewords[place / 8] >> (7 - place % 8) & 1 == 1
                    dark[row * side + column] = isSet != Self.isMasked(mask, row, column)
                    place += 1
                }
            }
            (column, isUpward) = (column - 2, !isUpward)
        }
        drawFormat(mask)
    }

    private static func isMasked(_ mask: Int, _ row: Int, _ column: Int) -> Bool {
        switch mask {
        case 0: (row + column) % 2 == 0
        case 1: row % 2 == 0
        case 2: column % 3 == 0
        case 3: (row + column) % 3 == 0
        case 4: (row / 2 + column / 3) % 2 == 0
        case 5: row * column % 2 + row * column % 3 == 0
        case 6: (row * column % 2 + row * column % 3) % 2 == 0
        default: ((row + column) % 2 + row * column % 3) % 2 == 0
        }
    }

    private mutating func fix(_ row: Int, _ column: Int, _ isDark: Bool) {
        guard (0..<side).contains(row), (0..<side).contains(column) else { return }
        dark[row * side + column] = isDark
        isFixed[row * side + column] = true
    }

    private mutating func drawTiming() {
        for place in 0..<side {
            fix(6, place, place % 2 == 0)
            fix(place, 6, place % 2 == 0)
        }
    }

    /// A corner's eye with the light line around it.
    private mutating func drawFinder(_ row: Int, _ column: Int) {
        for down in -4...4 {
            for right in -4...4 {
                let ring = max(abs(down), abs(right))
                fix(row + down, column + right, ring != 2 && ring != 4)
            }
        }
    }

    private mutating func drawAlignment() {
        let (first, last) = (6, version.alignment.last ?? 6)
        for row in version.alignment {
            for column in version.alignment {
                // The eyes stand in three of the corners.
                if [[first, first], [first, last], [last, first]].contains([row, column]) { continue }
                for down in -2...2 {
                    for right in -2...2 { fix(row + down, column + right, max(abs(down), abs(right)) != 1) }
                }
            }
        }
    }

    /// Level and mask, twice.
    private mutating func drawFormat(_ mask: Int) {
        // Level M is 00.
        let bits = (mask << 10 | Self.remainder(mask << 10, 0b101_0011_0111, 10)) ^ 0b101_0100_0001_0010
        let isSet = { (place: Int) in bits >> place & 1 == 1 }
        for place in 0...5 { fix(place, 8, isSet(place)) }
        fix(7, 8, isSet(6))
        fix(8, 8, isSet(7))
        fix(8, 7, isSet(8))
        for place in 9..<15 { fix(8, 14 - place, isSet(place)) }
        for place in 0..<8 { fix(8, side - 1 - place, isSet(place)) }
        for place in 8..<15 { fix(side - 15 + place, 8, isSet(place)) }
        fix(side - 8, 8, true)
    }

    private mutating func drawVersion() {
        guard version.number >= 7 else { return }
        let bits = version.number << 12 | Self.remainder(version.number << 12, 0b1_1111_0010_0101, 12)
        for place in 0..<18 {
            let isSet = bits >> place & 1 == 1
            fix(place / 3, side - 11 + place % 3, isSet)
            fix(side - 11 + place % 3, place / 3, isSet)
        }
    }

    private static func remainder(_ value: Int, _ divisor: Int, _ degree: Int) -> Int {
        var rest = value
        for place in (degree..<20).reversed() where rest >> place & 1 == 1 { rest ^= divisor << (place - degree) }
        return rest
    }
}
