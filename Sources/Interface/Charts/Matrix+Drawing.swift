extension Matrix {
    /// Names of columns stand upright where they would not fit lying; in very narrow columns only every second or third.
    package func drawing(width: Double) -> Drawing {
        let longest = rows.map { Lettering.width($0) }.max() ?? 0
        let left = min(longest + 10, width * (width < 600 ? 0.32 : 0.26))
        let size = min((width - left) / Double(max(columns.count, 1)), 84)
        let height = min(max(size * 0.6, 20), 34)
        let isUpright = columns.contains { Lettering.width($0) > size - 6 }
        let top = isUpright ? min(columns.map { Lettering.width($0) }.max() ?? 0, 110) + 10 : 22
        let every = max(1, Int((13 / size).rounded(.up)))
        let heads = each(columns.indices.filter { $0.isMultiple(of: every) }) { index in
            head(columns[index], x: left + (Double(index) + 0.5) * size, bottom: top - 7, isUpright: isUpright)
        }
        let lines = each(zip(rows, cells).enumerated()) { index, row in
            let y = top + Double(index) * height
            let label = Lettering.fitted(row.0, in: left - 8) ?? "…"
            return "<text x=\"0\" y=\"\(y + height / 2 + 4)\"><title>\(row.0)</title>\(label)</text>"
                + each(row.1.prefix(columns.count).enumerated()) { cell($1, left + Double($0) * size, y, size, height) }
        }
        return Drawing(width: width, height: top + 2 + Double(rows.count) * height, marks: heads + lines)
    }

    private func head(_ column: String, x: Double, bottom: Double, isUpright: Bool) -> HTML {
        guard isUpright else {
            return "<text x=\"\(x)\" y=\"\(bottom)\" text-anchor=\"middle\">\(column)</text>"
        }
        let label = Lettering.fitted(column, in: 110) ?? "…"
        return """
            <text x="\(x + 4)" y="\(bottom)" transform="rotate(-90 \(x + 4) \(bottom))"><title>\(column)</title>\(label)</text>
            """
    }

    private func cell(_ cell: Cell?, _ x: Double, _ y: Double, _ width: Double, _ height: Double) -> HTML {
        guard let cell else { return .empty }
        let gap = min(1, width / 8)
        let place: HTML =
            "x=\"\(x + gap)\" y=\"\(y + gap)\" width=\"\(width - 2 * gap)\" height=\"\(height - 2 * gap)\""
        return """
            <g><title>\(cell.words)</title><rect class="cell" \(place)/>\
            <rect class="fill-work" fill-opacity="\(Depth.opacity(cell.share))" \(place)/>\
            \(when(Lettering.width(cell.words) <= width - 4, words(cell, x + width / 2, y + height / 2)))</g>
            """
    }

    private func words(_ cell: Cell, _ x: Double, _ y: Double) -> HTML {
        "<text class=\"on-depth\" x=\"\(x)\" y=\"\(y + 4)\" text-anchor=\"middle\">\(cell.words)</text>"
    }
}
