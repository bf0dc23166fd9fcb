/// Which cells of a table of rows and columns may be shown beside the sums that are (HANDBOOK D3).
struct CrossedSuppression {
    /// The rows or the columns, with the sums above them.
    struct Margin {
        /// By part: the rows or columns first, then those above them.
        var answers: [Int]
        /// Whether each sum is shown.
        var shown: [Bool]
        /// The part above; −1 for the whole.
        var above: [Int]
    }

    /// By row and column.
    private let answers: [[Int]]
    private let rows: Margin
    private let columns: Margin
    private let k: Int
    private(set) var shown: [[Bool]]

    /// - Parameter hidden: cells that have to stay hidden for another reason.
    init(answers: [[Int]], rows: Margin, columns: Margin, k: Int, hidden: [[Bool]]) {
        self.answers = answers
        self.rows = rows
        self.columns = columns
        self.k = k
        shown = answers.indices.map { row in
            answers[row].indices.map { column in
                answers[row][column] >= k && rows.shown[row] && columns.shown[column] && !hidden[row][column]
            }
        }
        settle()
    }

    private typealias Place = (row: Int, column: Int)

    private var lines: [[Place]] {
        let across = answers.indices.filter { rows.shown[$0] }.map { row in answers[row].indices.map { (row, $0) } }
        let down = columns.above.indices.prefix(answers.first?.count ?? 0).filter { columns.shown[$0] }.map { column in
            answers.indices.map { ($0, column) }
        }
        return across + down + [everywhere]
    }

    private var everywhere: [Place] { answers.indices.flatMap { row in answers[row].indices.map { (row, $0) } } }

    /// Hides more until no line gives away what is hidden in it, and no combination of lines does.
    private mutating func settle() {
        let lines = lines
        repeat {
            var isStable = false
            while !isStable { isStable = lines.allSatisfy { !hideMore(in: $0) } }
        } while hideForWidth()
    }

    private func isHidden(_ place: Place) -> Bool {
        !shown[place.row][place.column] && answers[place.row][place.column] > 0
    }

    private func smallestShown(in places: some Sequence<Place>) -> Place? {
        places.filter { shown[$0.row][$0.column] }.min { answers[$0.row][$0.column] < answers[$1.row][$1.column] }
    }

    /// Whether it had to hide one more.
    private mutating func hideMore(in line: [Place]) -> Bool {
        let hidden = line.filter(isHidden)
        let sum = hidden.reduce(0) { $0 + answers[$1.row][$1.column] }
        guard !hidden.isEmpty, sum < k || hidden.count == 1, let more = smallestShown(in: line) else { return false }
        shown[more.row][more.column] = false
        return true
    }

    /// Hides one more cell beside the first hidden one that can be narrowed down to fewer than k numbers of answers.
    private mutating func hideForWidth() -> Bool {
        guard shown.joined().contains(true) else { return false }
        let network = network
        for place in everywhere where isHidden(place) {
            let (from, to) = (rowNode(place.row), columnNode(place.column))
            guard network.width(from: from, to: to, upTo: k) < k else { continue }
            let neighbours = everywhere.filter { $0.row == place.row || $0.column == place.column }
            guard let more = smallestShown(in: neighbours) ?? smallestShown(in: everywhere) else { continue }
            shown[more.row][more.column] = false
            return true
        }
        return false
    }

    // MARK: Nodes: the whole twice, as where answers come from and where they go; then rows and columns.

    private func rowNode(_ row: Int) -> Int { row < 0 ? 0 : 2 + row }
    private func columnNode(_ column: Int) -> Int { column < 0 ? 1 : 2 + rows.answers.count + column }

    private var network: HiddenNetwork {
        let cells = everywhere.filter { !shown[$0.row][$0.column] }.map { place in
            HiddenNetwork.Way(
                from: rowNode(place.row), to: columnNode(place.column), answers: answers[place.row][place.column])
        }
        let above = rows.answers.indices.filter { !rows.shown[$0] }.map { row in
            HiddenNetwork.Way(from: rowNode(rows.above[row]), to: rowNode(row), answers: rows.answers[row])
        }
        let below = columns.answers.indices.filter { !columns.shown[$0] }.map { column in
            HiddenNetwork.Way(
                from: columnNode(column), to: columnNode(columns.above[column]), answers: columns.answers[column])
        }
        return HiddenNetwork(nodes: 2 + rows.answers.count + columns.answers.count, cells + above + below)
    }
}
