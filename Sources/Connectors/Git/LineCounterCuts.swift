/// Where a search that became expensive cuts its box without having met.
extension SearchWaves {
    /// How much further than its cost a point has to be to count as promising.
    private static var promise: Int { 4 }

    /// The point that got furthest for its cost at the end of a long run of equal lines; nil when none is far enough.
    ///
    /// The distance is counted along both files, less how far the diagonal strayed from that of the corner.
    func promisingCut() -> SearchCut? {
        promisingFromStart() ?? promisingFromEnd()
    }

    private func promisingFromStart() -> SearchCut? {
        var best = Self.promise * cost
        var cut: SearchCut?
        for diagonal in stride(from: start.high, through: start.low, by: -2) {
            let old = Int(search.fromStart[diagonal])
            let new = old - diagonal
            let distance = (old - box.oldStart) + (new - box.newStart) - abs(diagonal - startDiagonal)
            if distance > best,
                old >= box.oldStart + Self.longRun, old < box.oldEnd,
                new >= box.newStart + Self.longRun, new < box.newEnd,
                (1...Self.longRun).allSatisfy({ search.old[old - $0] == search.new[new - $0] })
            {
                best = distance
                cut = SearchCut(old: old, new: new, isShortestBefore: true, isShortestAfter: false)
            }
        }
        return cut
    }

    private func promisingFromEnd() -> SearchCut? {
        var best = Self.promise * cost
        var cut: SearchCut?
        for diagonal in stride(from: end.high, through: end.low, by: -2) {
            let old = Int(search.fromEnd[diagonal])
            let new = old - diagonal
            let distance = (box.oldEnd - old) + (box.newEnd - new) - abs(diagonal - endDiagonal)
            if distance > best,
                old > box.oldStart, old <= box.oldEnd - Self.longRun,
                new > box.newStart, new <= box.newEnd - Self.longRun,
                (0..<Self.longRun).allSatisfy({ search.old[old + $0] == search.new[new + $0] })
            {
                best = distance
                cut = SearchCut(old: old, new: new, isShortestBefore: false, isShortestAfter: true)
            }
        }
        return cut
    }

    /// The point of either wave that lies furthest along both files.
    func furthestCut() -> SearchCut {
        let fromStart = furthestFromStart()
        let fromEnd = furthestFromEnd()
        let leftOfEnd = box.oldEnd + box.newEnd - (fromEnd.old + fromEnd.new)
        let leftOfStart = fromStart.old + fromStart.new - (box.oldStart + box.newStart)
        if leftOfEnd < leftOfStart {
            return SearchCut(
                old: fromStart.old, new: fromStart.new, isShortestBefore: true, isShortestAfter: false)
        }
        return SearchCut(old: fromEnd.old, new: fromEnd.new, isShortestBefore: false, isShortestAfter: true)
    }

    private func furthestFromStart() -> (old: Int, new: Int) {
        var furthest = (old: -1, new: 0)
        for diagonal in stride(from: start.high, through: start.low, by: -2) {
            var old = min(Int(search.fromStart[diagonal]), box.oldEnd)
            var new = old - diagonal
            if new > box.newEnd { (old, new) = (box.newEnd + diagonal, box.newEnd) }
            if old + new > furthest.old + furthest.new { furthest = (old, new) }
        }
        return furthest
    }

    private func furthestFromEnd() -> (old: Int, new: Int) {
        var furthest = (old: Self.unreached, new: 0)
        for diagonal in stride(from: end.high, through: end.low, by: -2) {
            var old = max(Int(search.fromEnd[diagonal]), box.oldStart)
            var new = old - diagonal
            if new < box.newStart { (old, new) = (box.newStart + diagonal, box.newStart) }
            if old + new < furthest.old + furthest.new { furthest = (old, new) }
        }
        return furthest
    }
}
