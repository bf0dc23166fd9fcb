extension Lattice {
    /// Which cells may be shown when so many have answered in each segment, so that nobody can work out what fewer than
    /// k people answered (HANDBOOK D3, D4).
    ///
    /// Every cut by itself hides what its own sums would give away; then cells of different cuts that differ by fewer
    /// than k answers give way, the smaller one, until nothing has to be hidden any more.
    /// - Parameters:
    ///   - answers: by segment.
    ///   - hidden: cells that have to stay hidden for another reason.
    package func shown(answers: [Int], rules: PrivacyRules, hidden: [Bool]? = nil) -> [Bool] {
        var hidden = hidden ?? [Bool](repeating: false, count: cells.count)
        guard answers.count == segments.count, hidden.count == cells.count else {
            return [Bool](repeating: false, count: cells.count)
        }
        let counts = cells.map { cell in cell.segments.reduce(0) { $0 + answers[$1] } }
        while true {
            let shown = shownWithinCuts(counts, rules.k, hidden)
            guard let smaller = closePair(counts, answers, rules, shown) else { return shown }
            hidden[smaller] = true
        }
    }

    /// Each cut for itself.
    private func shownWithinCuts(_ counts: [Int], _ k: Int, _ hidden: [Bool]) -> [Bool] {
        var shown = [Bool](repeating: false, count: cells.count)
        shown[0] = counts[0] >= k && !hidden[0]
        guard shown[0] else { return shown }
        for (place, cut) in cuts.enumerated() where cut.count == 1 {
            // The whole, then the parts of this cut with their parents' places among themselves.
            let parts = cells.indices.filter { cells[$0].cut == place }
            let offset = (parts.first ?? 1) - 1
            let parents = [-1] + parts.map { part in cells[part].parent.map { $0 == 0 ? 0 : $0 - offset } ?? 0 }
            let opened = TreeSuppression.shown(
                parents: parents, answers: [counts[0]] + parts.map { counts[$0] }, k: k,
                hidden: [false] + parts.map { hidden[$0] })
            for (part, isShown) in zip(parts, opened.dropFirst()) { shown[part] = isShown }
        }
        for (place, cut) in cuts.enumerated() where cut.count == 2 {
            cross(place, counts, k, hidden, &shown)
        }
        return shown
    }

    private func cross(_ cut: Int, _ counts: [Int], _ k: Int, _ hidden: [Bool], _ shown: inout [Bool]) {
        let parts = cells.indices.filter { cells[$0].cut == cut }
        let values = cuts[cut].map { dimension in Set(parts.compactMap { cells[$0].values[dimension] }).sorted() }
        var grid = [[Int]](repeating: [Int](repeating: -1, count: values[1].count), count: values[0].count)
        for part in parts {
            guard let row = values[0].firstIndex(of: cells[part].values[cuts[cut][0]] ?? ""),
                let column = values[1].firstIndex(of: cells[part].values[cuts[cut][1]] ?? "")
            else { continue }
            grid[row][column] = part
        }
        let answers = grid.map { $0.map { $0 < 0 ? 0 : counts[$0] } }
        let sums = [
            answers.map { $0.reduce(0, +) }, values[1].indices.map { column in answers.reduce(0) { $0 + $1[column] } },
        ]
        let margins = zip(zip(cuts[cut], values), sums).map { margin($0.0, $0.1, $1, counts, shown) }
        let table = CrossedSuppression(
            answers: answers, rows: margins[0], columns: margins[1], k: k,
            hidden: grid.map { $0.map { $0 < 0 ? true : hidden[$0] } })
        for (row, places) in grid.enumerated() {
            for (column, part) in places.enumerated() where part >= 0 { shown[part] = table.shown[row][column] }
        }
    }

    /// The sums that stand beside a table in one dimension. Where it has no cut of its own they are shown nowhere; taking
    /// them as known is the careful side.
    private func margin(
        _ dimension: String, _ values: [String], _ sums: [Int], _ counts: [Int], _ shown: [Bool]
    ) -> CrossedSuppression.Margin {
        var margin = CrossedSuppression.Margin(
            answers: sums, shown: values.map { _ in true }, above: values.map { _ in -1 })
        guard let cut = cuts.firstIndex(of: [dimension]) else { return margin }
        let parts = cells.indices.filter { cells[$0].cut == cut }
        var places: [Int: Int] = [:]
        for part in parts {
            places[part] = values.firstIndex(of: cells[part].values[dimension] ?? "")
        }
        for part in parts where places[part] == nil {
            places[part] = margin.answers.count
            margin.answers.append(counts[part])
            margin.shown.append(shown[part])
            margin.above.append(-1)
        }
        for part in parts {
            guard let place = places[part] else { continue }
            margin.shown[place] = shown[part]
            margin.above[place] = cells[part].parent.flatMap { places[$0] } ?? -1
        }
        return margin
    }

    /// The smaller of two shown cells whose sets of answers differ by a number that gives people away.
    private func closePair(_ counts: [Int], _ answers: [Int], _ rules: PrivacyRules, _ shown: [Bool]) -> Int? {
        let visible = cells.indices.filter { shown[$0] }
        var marks = [Bool](repeating: false, count: segments.count)
        for (place, one) in visible.enumerated() {
            for segment in cells[one].segments { marks[segment] = true }
            defer { for segment in cells[one].segments { marks[segment] = false } }
            for other in visible.dropFirst(place + 1) {
                let common = cells[other].segments.reduce(0) { marks[$1] ? $0 + answers[$1] : $0 }
                if common == 0 { continue }
                if rules.mayDiffer(by: counts[one] - common), rules.mayDiffer(by: counts[other] - common) { continue }
                return counts[other] <= counts[one] ? other : one
            }
        }
        return nil
    }
}
