import Foundation

/// Counts the lines that a change added and deleted, as `git diff --numstat` prints them.
///
/// Git's numbers are not always the smallest possible ones: past a certain cost its search settles for a good path
/// instead of the best, and lines that occur often are left out of it. Whoever wants to agree with git to the line
/// keeps the same rules, and these are git's since 2011 (Myers' algorithm, whole lines, no flags). A counter keeps
/// its memory from one change to the next, so a reader of a history makes one per task.
package struct LineCounter: ~Copyable {
    var classes = LineClasses()
    var old = LineSide()
    var new = LineSide()
    private var diagonals = Scratch<Int32>()

    package init() {}

    /// The lines of `new` that `old` has not, and the other way round.
    ///
    /// Neither content may be binary or longer than 1 GiB; an empty buffer stands for a file that is not there.
    package mutating func count(
        old oldContent: UnsafeRawBufferPointer, new newContent: UnsafeRawBufferPointer
    ) -> (added: Int, deleted: Int) {
        let common = CommonEnds(oldContent, newContent)
        let oldMiddle = common.middle(of: oldContent)
        let newMiddle = common.middle(of: newContent)
        let oldLines = Lines.count(in: oldMiddle)
        let newLines = Lines.count(in: newMiddle)
        if oldLines == 0 || newLines == 0 { return (newLines, oldLines) }

        classes.begin(lines: oldLines + newLines)
        old.read(oldMiddle, lines: oldLines, into: &classes, side: .old)
        new.read(newMiddle, lines: newLines, into: &classes, side: .new)
        var outside = 0
        if needsLinesOutside() {
            outside = classes.countAgain(in: common.head(of: oldContent))
            outside += classes.countAgain(in: common.tail(of: oldContent))
        }
        old.keepLines(foundOn: .new, in: classes, fileLines: oldLines + outside)
        new.keepLines(foundOn: .old, in: classes, fileLines: newLines + outside)
        return search()
    }

    /// The same for a single change; who counts many keeps a counter.
    package static func count(
        old: UnsafeRawBufferPointer, new: UnsafeRawBufferPointer
    ) -> (added: Int, deleted: Int) {
        var counter = LineCounter()
        return counter.count(old: old, new: new)
    }

    /// Whether git takes the content for binary when no attribute says otherwise: a NUL among the first 8,000 bytes,
    /// or more than half a gibibyte.
    package static func isBinary(_ content: UnsafeRawBufferPointer) -> Bool {
        guard let start = content.baseAddress, !content.isEmpty else { return false }
        return content.count > 512 << 20 || memchr(start, 0, min(content.count, 8000)) != nil
    }

    /// Whether the lines that both files begin and end with can matter to the count.
    ///
    /// They do in two ways only: a frequent line is left out where lines without a counterpart surround it, and the
    /// search gives up on costs that a small change cannot reach.
    private mutating func needsLinesOutside() -> Bool {
        old.lines + new.lines > 2 * PathSearch.patience
            || old.mayDropFrequentLines(foundOn: .new, in: classes)
            || new.mayDropFrequentLines(foundOn: .old, in: classes)
    }

    private mutating func search() -> (added: Int, deleted: Int) {
        let width = old.kept + new.kept + 3
        diagonals.reserve(2 * width)
        var search = PathSearch(
            old: old.keptLines, oldCount: old.kept, new: new.keptLines, newCount: new.kept, diagonals: diagonals.start
        )
        search.run()
        return (search.added + new.lines - new.kept, search.deleted + old.lines - old.kept)
    }
}
