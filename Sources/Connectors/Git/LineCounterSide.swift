/// One of the two files between the lines that both begin and end with: its lines as numbers, and which of them take
/// part in the search.
///
/// A line that the other file lacks is a change for certain and stays out. So does a line that the other file has
/// often, when it stands amid lines that are changes for certain: matching it would only tear the change apart.
struct LineSide: ~Copyable {
    enum Fate: UInt8, BitwiseCopyable { case changed, searched, frequent }

    private(set) var lines = 0
    private(set) var kept = 0
    private var numbers = Scratch<Int32>()
    private var fates = Scratch<Fate>()
    private var searched = Scratch<Int32>()

    var keptLines: UnsafePointer<Int32> { UnsafePointer(searched.start) }

    mutating func read(
        _ content: UnsafeRawBufferPointer, lines: Int, into classes: inout LineClasses, side: LineClasses.Side
    ) {
        self.lines = lines
        numbers.reserve(lines)
        var place = 0
        content.forEachLine { start, length in
            numbers.start[place] = classes.number(start, length, on: side)
            place &+= 1
        }
    }

    /// Decides which lines are searched for.
    ///
    /// - Parameter fileLines: the lines of the whole file, on which depends what counts as often.
    mutating func keepLines(foundOn other: LineClasses.Side, in classes: borrowing LineClasses, fileLines: Int) {
        let often = min(Self.roughRoot(fileLines), Self.mostOften)
        fates.reserve(lines)
        for place in 0..<lines {
            let found = classes.count(of: numbers.start[place], on: other)
            fates.start[place] = found == 0 ? .changed : found < often ? .searched : .frequent
        }
        searched.reserve(lines)
        kept = 0
        for place in 0..<lines {
            let fate = fates.start[place]
            if fate == .searched || fate == .frequent && !standsAmidChanges(place) {
                searched.start[kept] = numbers.start[place]
                kept += 1
            }
        }
    }

    /// Whether `standsAmidChanges` could be true of some line, were all lines frequent that the other middle has.
    mutating func mayDropFrequentLines(foundOn other: LineClasses.Side, in classes: borrowing LineClasses) -> Bool {
        let changedBefore = countChanged(other, classes)
        for place in 0..<lines where changedBefore[place] == changedBefore[place + 1] {
            let before = changedBefore[place] - changedBefore[max(0, place - Self.window)]
            let after = changedBefore[min(lines, place + Self.window + 1)] - changedBefore[place]
            let needed = 2 * (Self.changesPerFrequentLine - 1)
            if before > 0, after > 0, before + after > needed { return true }
        }
        return false
    }

    /// For every place, how many lines before it the other middle lacks.
    private mutating func countChanged(
        _ other: LineClasses.Side, _ classes: borrowing LineClasses
    ) -> UnsafePointer<Int32> {
        searched.reserve(lines + 1)
        var changed: Int32 = 0
        for place in 0..<lines {
            searched.start[place] = changed
            if classes.count(of: numbers.start[place], on: other) == 0 { changed += 1 }
        }
        searched.start[lines] = changed
        return UnsafePointer(searched.start)
    }

    /// A power of two near the square root, as git takes it.
    static func roughRoot(_ number: Int) -> Int {
        number <= 0 ? 1 : 1 << ((Int.bitWidth - number.leadingZeroBitCount + 1) / 2)
    }

    private static let mostOften = 1024
    private static let window = 100
    private static let changesPerFrequentLine = 4

    /// Whether the run of changed and frequent lines around a frequent one is mostly changes, with some on both sides.
    private func standsAmidChanges(_ place: Int) -> Bool {
        let before = run(from: place, to: max(0, place - Self.window), by: -1)
        if before.changed == 0 { return false }
        let after = run(from: place, to: min(lines - 1, place + Self.window), by: 1)
        if after.changed == 0 { return false }
        // Either run counts the line in the middle as frequent, so it weighs twice.
        let frequent = before.frequent + after.frequent + 2
        return frequent * Self.changesPerFrequentLine < frequent + before.changed + after.changed
    }

    private func run(from place: Int, to end: Int, by step: Int) -> (changed: Int, frequent: Int) {
        var changed = 0
        var frequent = 0
        var next = place
        while next != end {
            next += step
            switch fates.start[next] {
            case .changed: changed += 1
            case .frequent: frequent += 1
            case .searched: return (changed, frequent)
            }
        }
        return (changed, frequent)
    }
}
