import Foundation
import Records

/// Who wrote what, by degree of authorship (HANDBOOK B3; Fritz et al. 2014, Avelino et al. 2016).
///
/// All history up to the end of the timeframe counts, renames followed. The commit that creates a file makes a
/// creator and is no change of its own; adding the file again makes another creator; a rename is one change; a
/// deletion is none. Co-authors are credited like the author. Bulk commits stay: an import does create its files.
package struct Authorship: Sendable {
    /// One person's part in one file.
    package struct Part: Hashable, Sendable {
        package var person: Int32
        /// Changes after the creation.
        package var changes: Int
        package var isCreator: Bool
        package var degree: Double
    }

    package let source: SourceFiles
    /// For every source file, everybody's part, by person.
    package private(set) var parts: [[Part]]
    package let leftOut: CommitFilter.LeftOut

    package init(_ evidence: Evidence, _ source: SourceFiles, countsMachines: Bool = false) {
        self.source = source
        var filter = CommitFilter()
        filter.countsMachines = countsMachines
        var marks: [UInt64] = []
        var changes = [Int](repeating: 0, count: source.files.count)
        leftOut = filter.visit(evidence, source) { _, people, touches in
            for touch in touches {
                let kind = evidence.history.changes[touch.change].kind
                if kind == .deleted { continue }
                let isCreation = kind == .added || kind == .copied
                if !isCreation { changes[touch.file] += 1 }
                for person in people {
                    marks.append(UInt64(touch.file) << 33 | UInt64(person) << 1 | (isCreation ? 0 : 1))
                }
            }
        }
        marks.sort()
        parts = Self.parts(marks, changes)
    }

    /// - Parameter marks: file, person and whether it was a change, packed; sorted.
    private static func parts(_ marks: [UInt64], _ changes: [Int]) -> [[Part]] {
        var parts = [[Part]](repeating: [], count: changes.count)
        var place = 0
        while place < marks.count {
            let key = marks[place] >> 1
            var part = Part(
                person: Int32(truncatingIfNeeded: key & 0xFFFF_FFFF), changes: 0, isCreator: false, degree: 0)
            while place < marks.count, marks[place] >> 1 == key {
                if marks[place] & 1 == 0 { part.isCreator = true } else { part.changes += 1 }
                place += 1
            }
            let file = Int(key >> 32)
            part.degree = degree(
                isCreator: part.isCreator, changes: part.changes, byOthers: changes[file] - part.changes)
            parts[file].append(part)
        }
        return parts
    }

    package static func degree(isCreator: Bool, changes: Int, byOthers: Int) -> Double {
        let created = isCreator ? 1.098 : 0
        return threshold + created + 0.164 * Double(changes) - 0.321 * log(1 + Double(byOthers))
    }

    /// The degree of a stranger, and the least that makes an author.
    package static let threshold = 3.293

    /// For every source file, the people who are its authors.
    ///
    /// - Parameter sparesCreators: the study's own program asks creators only for the share of the best degree.
    package func authors(sparesCreators: Bool = false) -> [[Int32]] {
        parts.map { Self.authors($0, sparesCreators: sparesCreators) }
    }

    static func authors(_ parts: [Part], sparesCreators: Bool) -> [Int32] {
        guard let best = parts.map(\.degree).max() else { return [] }
        return parts.filter { part in
            // The study's own program divides: with a best degree below nought the signs turn round.
            part.degree / best > 0.75 && (part.degree >= threshold || sparesCreators && part.isCreator)
        }.map(\.person)
    }

    /// Everybody with a part in any source file.
    package var contributors: Set<Int32> { Set(parts.joined().map(\.person)) }
}
