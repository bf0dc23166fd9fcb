/// Which path of the past is which file of today, by following renames.
///
/// Every change belongs to one *file*: a life that begins when a path is added (or first seen) and goes on
/// through renames. A copy begins a life of its own. A path that is deleted and added again goes on with the same
/// life, as the truck factor's study counts it (HANDBOOK B3).
package struct FileLineage: Sendable {
    /// For every change of the history, by place, the file that it belongs to.
    package private(set) var fileOfChange: [Int32] = []
    /// For every file, the place of its newest path in the history's `paths`.
    package private(set) var newestPath: [Int32] = []
    /// The file at a path as of the end of the history.
    package private(set) var fileAtPath: [Int32: Int32] = [:]

    package var fileCount: Int { newestPath.count }

    /// - Parameter history: in order (`History.inOrder()`). O(changes).
    package init(_ history: History) {
        fileOfChange = [Int32](repeating: 0, count: history.changes.count)
        for commit in history.commits {
            let range = Int(commit.changes.lowerBound)..<Int(commit.changes.upperBound)
            // Renames first, so that a swap of two names within one commit keeps both lives.
            let moved = range.compactMap { place -> (Int, Int32)? in
                let change = history.changes[place]
                guard change.kind == .renamed, let old = change.oldPath else { return nil }
                return (place, file(at: old))
            }
            for (place, _) in moved {
                if let old = history.changes[place].oldPath { fileAtPath[old] = nil }
            }
            for (place, file) in moved { assign(file, to: place, at: history.changes[place].path) }
            for place in range where history.changes[place].kind != .renamed {
                let change = history.changes[place]
                let file = change.kind == .copied ? newFile(at: change.path) : file(at: change.path)
                assign(file, to: place, at: change.path)
            }
        }
    }

    private mutating func assign(_ file: Int32, to place: Int, at path: Int32) {
        fileOfChange[place] = file
        fileAtPath[path] = file
        newestPath[Int(file)] = path
    }

    private mutating func file(at path: Int32) -> Int32 {
        fileAtPath[path] ?? newFile(at: path)
    }

    private mutating func newFile(at path: Int32) -> Int32 {
        let file = Int32(newestPath.count)
        newestPath.append(path)
        fileAtPath[path] = file
        return file
    }
}
