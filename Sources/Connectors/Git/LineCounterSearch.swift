/// A part of the table with the old lines along one side and the new ones along the other.
struct SearchBox {
    var oldStart: Int
    var oldEnd: Int
    var newStart: Int
    var newEnd: Int
}

/// Where a box is cut in two, and whether the search of each part has to find its shortest path.
struct SearchCut {
    var old: Int
    var new: Int
    var isShortestBefore: Bool
    var isShortestAfter: Bool
}

/// The search for a short path from the old lines to the new ones (E. W. Myers, "An O(ND) Difference Algorithm and
/// Its Variations", Algorithmica 1986, in linear space), with the points at which git stops looking for the shortest.
///
/// It counts and keeps no path: which of several equal lines changed is of no interest here.
struct PathSearch {
    /// The cost up to which the search is always exact.
    static let patience = 256

    private(set) var added = 0
    private(set) var deleted = 0

    let old: UnsafePointer<Int32>
    let new: UnsafePointer<Int32>
    /// How far along the old lines each diagonal was reached from the start; diagonal 0 begins at the corner.
    let fromStart: UnsafeMutablePointer<Int32>
    let fromEnd: UnsafeMutablePointer<Int32>
    /// The cost at which the search takes the furthest point it has.
    let costLimit: Int
    private let whole: SearchBox

    /// - Parameter diagonals: room for twice the lines of both sides and six more.
    init(
        old: UnsafePointer<Int32>, oldCount: Int, new: UnsafePointer<Int32>, newCount: Int,
        diagonals: UnsafeMutablePointer<Int32>
    ) {
        let width = oldCount + newCount + 3
        self.old = old
        self.new = new
        fromStart = diagonals + newCount + 1
        fromEnd = diagonals + width + newCount + 1
        costLimit = max(Self.patience, LineSide.roughRoot(width))
        whole = SearchBox(oldStart: 0, oldEnd: oldCount, newStart: 0, newEnd: newCount)
    }

    mutating func run() { count(whole, shortest: false) }

    private mutating func count(_ part: SearchBox, shortest: Bool) {
        var box = part
        var shortest = shortest
        while true {
            shrink(&box)
            if box.oldStart == box.oldEnd || box.newStart == box.newEnd {
                added += box.newEnd - box.newStart
                deleted += box.oldEnd - box.oldStart
                return
            }
            var waves = SearchWaves(box, in: self)
            let cut = waves.meet(shortest: shortest)
            count(
                SearchBox(oldStart: box.oldStart, oldEnd: cut.old, newStart: box.newStart, newEnd: cut.new),
                shortest: cut.isShortestBefore)
            box.oldStart = cut.old
            box.newStart = cut.new
            shortest = cut.isShortestAfter
        }
    }

    /// Leaves out the equal lines at both ends.
    private func shrink(_ box: inout SearchBox) {
        while box.oldStart < box.oldEnd, box.newStart < box.newEnd, old[box.oldStart] == new[box.newStart] {
            box.oldStart &+= 1
            box.newStart &+= 1
        }
        while box.oldStart < box.oldEnd, box.newStart < box.newEnd, old[box.oldEnd &- 1] == new[box.newEnd &- 1] {
            box.oldEnd &-= 1
            box.newEnd &-= 1
        }
    }
}
