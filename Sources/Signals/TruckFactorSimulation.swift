/// Takes people away, whoever authors most files first, until under half of the files have an author (HANDBOOK I5).
package struct TruckFactorSimulation: Sendable {
    package struct Absence: Hashable, Sendable {
        package var person: Int32
        package var files: Int
        /// Files that still have an author afterwards.
        package var coveredAfter: Int
    }

    package let files: Int
    package let coveredAtStart: Int
    package private(set) var absences: [Absence] = []

    /// - Parameters:
    ///   - authors: for every file, who authors it.
    ///   - changes: for every person, changes in all: decides between people with equally many files. After that the
    ///     person's place decides, which follows the stable id.
    package init(authors: [[Int32]], changes: [Int], isPresent: (Int32) -> Bool) {
        files = authors.count
        var filesOf = [[Int32]](repeating: [], count: changes.count)
        var holders = [Int32](repeating: 0, count: authors.count)
        for (file, people) in authors.enumerated() {
            for person in people where isPresent(person) {
                filesOf[Int(person)].append(Int32(file))
                holders[file] += 1
            }
        }
        var covered = holders.count { $0 > 0 }
        coveredAtStart = covered
        let order = filesOf.indices.filter { !filesOf[$0].isEmpty }.sorted {
            (filesOf[$1].count, changes[$1], $0) < (filesOf[$0].count, changes[$0], $1)
        }
        for person in order {
            if covered * 2 < files { break }
            for file in filesOf[person] {
                holders[Int(file)] -= 1
                if holders[Int(file)] == 0 { covered -= 1 }
            }
            absences.append(Absence(person: Int32(person), files: filesOf[person].count, coveredAfter: covered))
        }
    }

    package var count: Int { absences.count }

    /// The study's last step: whoever authors less than a tenth of the first one's files is not counted.
    package func isCounted(_ absence: Absence) -> Bool {
        Double(absence.files) / Double(absences.first?.files ?? 1) >= 0.1
    }

    package var prunedCount: Int { absences.count { isCounted($0) } }
}
