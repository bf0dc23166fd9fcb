/// Every way in which the answers of a round may be looked at, declared before it opens: the whole, and the cuts through
/// it by one property or two. Nothing else can be asked (HANDBOOK D3).
package struct Lattice: Codable, Hashable, Sendable {
    /// The smallest part that answers are known by.
    package struct Segment: Codable, Hashable, Identifiable, Sendable {
        package let id: String
        /// People who may answer.
        package let invited: Int
        /// Where it stands in each dimension, such as `team: payments`.
        package let traits: [String: String]

        package init(_ id: String, invited: Int, traits: [String: String] = [:]) {
            self.id = id
            self.invited = invited
            self.traits = traits
        }
    }

    /// One set of answers that may be shown.
    package struct Cell: Codable, Hashable, Identifiable, Sendable {
        /// Empty for the whole, else as `team=payments` or `team=payments,zone=east`.
        package let id: String
        /// The value in each dimension of the cut.
        package let values: [String: String]
        /// Place of the cut among the lattice's; nil for the whole.
        package let cut: Int?
        /// Place of the cell that this one is a part of; nil for the whole.
        package let parent: Int?
        /// Places of its segments, in order.
        package let segments: [Int]
    }

    package let segments: [Segment]
    /// One or two dimensions each.
    package let cuts: [[String]]
    /// The whole first; parents before their parts.
    package let cells: [Cell]

    /// - Parameters:
    ///   - cuts: segments that say nothing of a dimension make a part of their own there, with an empty value.
    ///   - parents: by dimension, the value above a value, where values form a tree as teams do.
    package init(segments: [Segment], cuts: [[String]] = [], parents: [String: [String: String]] = [:]) {
        self.segments = segments
        self.cuts = cuts
        var cells = [Cell(id: "", values: [:], cut: nil, parent: nil, segments: Array(segments.indices))]
        for (place, cut) in cuts.enumerated() {
            switch cut.count {
            case 1: Self.divide(segments, by: cut[0], parents[cut[0]] ?? [:], cut: place, into: &cells)
            case 2: Self.cross(segments, by: cut, parents, cut: place, into: &cells)
            default: continue
            }
        }
        self.cells = cells
    }

    /// People who may answer in a cell.
    package func invited(_ cell: Cell) -> Int { cell.segments.reduce(0) { $0 + segments[$1].invited } }

    package func place(of cell: String) -> Int? { cells.firstIndex { $0.id == cell } }

    /// A tree of values. Segments that stand directly at a value that has others below it are a part of their own there.
    private static func divide(
        _ segments: [Segment], by dimension: String, _ parents: [String: String], cut: Int, into cells: inout [Cell]
    ) {
        var members: [String: [Int]] = [:]
        for (place, segment) in segments.enumerated() {
            let value = segment.traits[dimension] ?? ""
            for above in line(value, parents) { members[above, default: []].append(place) }
        }
        let inner = Set(members.keys.compactMap { parents[$0] })
        var places: [String: Int] = [:]
        let order = members.keys.sorted { (line($0, parents).count, $0) < (line($1, parents).count, $1) }
        for value in order {
            let parent = parents[value].flatMap { places[$0] } ?? 0
            places[value] = cells.count
            cells.append(
                Cell(
                    id: "\(dimension)=\(value)", values: [dimension: value], cut: cut, parent: parent,
                    segments: members[value] ?? []))
        }
        for value in order where inner.contains(value) {
            let direct = (members[value] ?? []).filter { segments[$0].traits[dimension] == value }
            guard !direct.isEmpty else { continue }
            cells.append(
                Cell(
                    id: "\(dimension)=\(value)/", values: [dimension: value + "/"], cut: cut, parent: places[value],
                    segments: direct))
        }
    }

    /// A value and all above it; a circle ends where it would begin again.
    private static func line(_ value: String, _ parents: [String: String]) -> [String] {
        var line = [value]
        while let above = parents[line[line.count - 1]], !line.contains(above) { line.append(above) }
        return line
    }

    /// Rows and columns of the values that segments stand at directly.
    private static func cross(
        _ segments: [Segment], by cut: [String], _ parents: [String: [String: String]], cut place: Int,
        into cells: inout [Cell]
    ) {
        var members: [[String]: [Int]] = [:]
        for (segment, traits) in segments.map(\.traits).enumerated() {
            let (row, column) = (traits[cut[0]] ?? "", traits[cut[1]] ?? "")
            members[[leaf(row, parents[cut[0]]), leaf(column, parents[cut[1]])], default: []].append(segment)
        }
        for pair in members.keys.sorted(by: { ($0[0], $0[1]) < ($1[0], $1[1]) }) {
            cells.append(
                Cell(
                    id: "\(cut[0])=\(pair[0]),\(cut[1])=\(pair[1])", values: [cut[0]: pair[0], cut[1]: pair[1]],
                    cut: place, parent: 0, segments: members[pair] ?? []))
        }
    }

    /// The part of a dimension that stands for those directly at a value.
    private static func leaf(_ value: String, _ parents: [String: String]?) -> String {
        parents?.values.contains(value) ?? false ? value + "/" : value
    }
}
