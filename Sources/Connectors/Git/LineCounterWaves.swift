/// Two waves through a box, one from its start and one from its end, each a step of cost further in every round.
///
/// A wave is a band of diagonals (old place minus new place); every second one is reached in a round.
struct SearchWaves {
    struct Band {
        var low: Int
        var high: Int
    }

    let box: SearchBox
    let search: PathSearch
    let startDiagonal: Int
    let endDiagonal: Int
    var start: Band
    var end: Band
    var cost = 0
    /// Whether this round went along a long run of equal lines.
    private var sawLongRun = false

    /// How many equal lines make a run long.
    static let longRun = 20
    static let unreached = Int(Int32.max)

    init(_ box: SearchBox, in search: PathSearch) {
        self.box = box
        self.search = search
        startDiagonal = box.oldStart - box.newStart
        endDiagonal = box.oldEnd - box.newEnd
        start = Band(low: startDiagonal, high: startDiagonal)
        end = Band(low: endDiagonal, high: endDiagonal)
        search.fromStart[startDiagonal] = Int32(box.oldStart)
        search.fromEnd[endDiagonal] = Int32(box.oldEnd)
    }

    /// Where the waves meet, or where the search gives up; then only the part that was walked is asked to be shortest.
    mutating func meet(shortest: Bool) -> SearchCut {
        while true {
            cost += 1
            sawLongRun = false
            if let meeting = advanceStart() ?? advanceEnd() { return meeting }
            if shortest { continue }
            if sawLongRun, cost > PathSearch.patience, let promising = promisingCut() { return promising }
            if cost >= search.costLimit { return furthestCut() }
        }
    }

    private mutating func advanceStart() -> SearchCut? {
        let reached = search.fromStart
        widen(&start, reached, edge: -1)
        // They can only meet here when the first wave is the one that is a step ahead.
        let meets = (startDiagonal - endDiagonal) & 1 != 0
        let (old, new, box) = (search.old, search.new, self.box)
        var diagonal = start.high
        while diagonal >= start.low {
            let fewer = Int(reached[diagonal &- 1])
            let more = Int(reached[diagonal &+ 1])
            let from = fewer >= more ? fewer &+ 1 : more
            var oldPlace = from
            var newPlace = from &- diagonal
            while oldPlace < box.oldEnd, newPlace < box.newEnd, old[oldPlace] == new[newPlace] {
                oldPlace &+= 1
                newPlace &+= 1
            }
            if oldPlace &- from > Self.longRun { sawLongRun = true }
            reached[diagonal] = Int32(truncatingIfNeeded: oldPlace)
            if meets, end.low <= diagonal, diagonal <= end.high, Int(search.fromEnd[diagonal]) <= oldPlace {
                return SearchCut(old: oldPlace, new: newPlace, isShortestBefore: true, isShortestAfter: true)
            }
            diagonal &-= 2
        }
        return nil
    }

    private mutating func advanceEnd() -> SearchCut? {
        let reached = search.fromEnd
        widen(&end, reached, edge: Int32.max)
        let meets = (startDiagonal - endDiagonal) & 1 == 0
        let (old, new, box) = (search.old, search.new, self.box)
        var diagonal = end.high
        while diagonal >= end.low {
            let fewer = Int(reached[diagonal &- 1])
            let more = Int(reached[diagonal &+ 1])
            let from = fewer < more ? fewer : more &- 1
            var oldPlace = from
            var newPlace = from &- diagonal
            while oldPlace > box.oldStart, newPlace > box.newStart, old[oldPlace &- 1] == new[newPlace &- 1] {
                oldPlace &-= 1
                newPlace &-= 1
            }
            if from &- oldPlace > Self.longRun { sawLongRun = true }
            reached[diagonal] = Int32(truncatingIfNeeded: oldPlace)
            if meets, start.low <= diagonal, diagonal <= start.high, oldPlace <= Int(search.fromStart[diagonal]) {
                return SearchCut(old: oldPlace, new: newPlace, isShortestBefore: true, isShortestAfter: true)
            }
            diagonal &-= 2
        }
        return nil
    }

    /// Takes in a diagonal on both sides; at the rim of the box the band draws back instead, to keep to every second.
    private func widen(_ band: inout Band, _ reached: UnsafeMutablePointer<Int32>, edge: Int32) {
        if band.low > box.oldStart - box.newEnd {
            band.low -= 1
            reached[band.low - 1] = edge
        } else {
            band.low += 1
        }
        if band.high < box.oldEnd - box.newStart {
            band.high += 1
            reached[band.high + 1] = edge
        } else {
            band.high -= 1
        }
    }
}
