/// Parts of a whole by area, with a share of each as depth of colour.
package struct Treemap: Chart {
    package struct Tile: Sendable {
        package let label: String
        /// In whatever `areaTitle` says.
        package let area: Double
        /// From 0 to 1; nil where it cannot be said, which leaves the tile hatched.
        package let share: Double?
        /// The share in words: "92 % by one".
        package let detail: String
        package let isMarked: Bool
        /// The page of this one, for the table behind the picture.
        package let href: String?

        package init(
            _ label: String, area: Double, share: Double?, detail: String, isMarked: Bool = false, href: String? = nil
        ) {
            self.label = label
            self.area = area
            self.share = share
            self.detail = detail
            self.isMarked = isMarked
            self.href = href
        }
    }

    package let caption: ChartCaption
    private let things: String
    private let tiles: [Tile]
    private let areaTitle: String
    private let shareTitle: String
    private let markMeans: String

    /// - Parameters:
    ///   - things: what a tile is: "Module".
    ///   - areaTitle: what area is: "Lines".
    ///   - shareTitle: what depth of colour is: "Share written by one person".
    ///   - markMeans: what the corner says; used where a tile is marked.
    package init(
        _ caption: ChartCaption, things: String, tiles: [Tile], areaTitle: String, shareTitle: String,
        markMeans: String = ""
    ) {
        self.caption = caption
        self.things = things
        self.tiles = tiles
        self.areaTitle = areaTitle
        self.shareTitle = shareTitle
        self.markMeans = markMeans
    }

    package var legend: [LegendEntry] {
        [
            LegendEntry(.depth(0), "0 %"), LegendEntry(.depth(0.5), "50 %"),
            LegendEntry(.depth(1), "100 %: \(shareTitle.lowercasedFirst)"),
        ]
            + (tiles.contains(where: \.isMarked) ? [LegendEntry(.corner, markMeans)] : [])
            + (tiles.contains { $0.share == nil } ? [LegendEntry(.unknown, "not known")] : [])
    }

    package func drawing(width: Double) -> Drawing {
        let height = width < 600 ? 460.0 : 380.0
        let parts = Squarify.parts(tiles.map(\.area), in: Tract(x: 0, y: 0, width: width, height: height))
        return Drawing(width: width, height: height, marks: each(zip(tiles, parts)) { tile($0, $1) })
    }

    private func tile(_ tile: Tile, _ part: Tract) -> HTML {
        guard part.width > 0, part.height > 0 else { return .empty }
        // A gap of two units between neighbours, less where a tile would vanish.
        let gap = min(1, part.width / 4, part.height / 4)
        let field = Tract(x: part.x + gap, y: part.y + gap, width: part.width - 2 * gap, height: part.height - 2 * gap)
        let place: HTML =
            "x=\"\(field.x)\" y=\"\(field.y)\" width=\"\(field.width)\" height=\"\(field.height)\" rx=\"\(min(3, field.width / 4, field.height / 4))\""
        return """
            <g><title>\(tile.label): \(tile.detail), \(Format.number(tile.area, decimals: 0)) \(areaTitle.lowercasedFirst)</title>\
            <rect class="cell" \(place)/>\(depth(tile, place))\(corner(tile, field))\(words(tile, field))</g>
            """
    }

    private func depth(_ tile: Tile, _ place: HTML) -> HTML {
        tile.share.map { "<rect class=\"fill-work\" fill-opacity=\"\(Depth.opacity($0))\" \(place)/>" }
            ?? "<rect class=\"unknown\" \(place)/>"
    }

    private func corner(_ tile: Tile, _ field: Tract) -> HTML {
        let size = min(14, field.width / 2, field.height / 2)
        return when(
            tile.isMarked && size > 2,
            "<path class=\"corner\" d=\"M\(field.x + field.width - size - 1) \(field.y + 1)h\(size)v\(size)z\"/>")
    }

    /// The name if it fits, the share below it if that fits too.
    private func words(_ tile: Tile, _ field: Tract) -> HTML {
        let room = field.width - 12 - (tile.isMarked ? 12 : 0)
        guard field.height >= 22, let label = Lettering.fitted(tile.label, in: room, isStrong: true) else {
            return .empty
        }
        let hasDetail = field.height >= 40 && Lettering.width(tile.detail) <= field.width - 12
        return """
            <text class="strong" x="\(field.x + 7)" y="\(field.y + 17)">\(label)</text>\
            \(when(hasDetail, "<text class=\"on-depth\" x=\"\(field.x + 7)\" y=\"\(field.y + 33)\">\(tile.detail)</text>"))
            """
    }

    package var none: String? { tiles.allSatisfy { !($0.area > 0) } ? "Nothing to draw yet." : nil }

    package var table: Table {
        Table(
            caption.title,
            columns: [.text(things), .number(areaTitle), .text(shareTitle)]
                + (markMeans.isEmpty ? [] : [.text("Mark")]),
            rows: tiles.map { tile in
                [name(tile.label, href: tile.href), HTML(Format.number(tile.area, decimals: 0)), HTML(tile.detail)]
                    + (markMeans.isEmpty ? [] : [HTML(tile.isMarked ? markMeans : "")])
            })
    }
}

extension String {
    /// As it stands inside a sentence. Abbreviations keep their capitals.
    var lowercasedFirst: String {
        dropFirst().first?.isUppercase == true ? self : prefix(1).lowercased() + dropFirst()
    }
}
