/// A QR code as a picture: dark on light in either scheme, because readers expect it, with the quiet zone around it.
package struct QRPicture: Component {
    private let code: QRCode
    private let label: String

    /// - Parameter label: what the picture is for those who cannot see it; the same must stand beside it as text.
    package init(_ code: QRCode, label: String) {
        self.code = code
        self.label = label
    }

    package var html: HTML {
        let side = code.side + 8
        return """
            <svg class="qr" role="img" aria-label="\(label)" viewBox="0 0 \(side) \(side)" shape-rendering="crispEdges">\
            <rect class="qr__paper" width="\(side)" height="\(side)"/><path class="qr__ink" d="\(runs)"/></svg>
            """
    }

    /// One bar for every run of dark modules in a row.
    private var runs: HTML {
        each(0..<code.side) { row in
            var bars = HTML.empty
            var column = 0
            while column < code.side {
                let start = column
                while column < code.side, code.isDark(row: row, column: column) { column += 1 }
                if column > start { bars += "M\(start + 4) \(row + 4)h\(column - start)v1h-\(column - start)z" }
                column += 1
            }
            return bars
        }
    }
}
