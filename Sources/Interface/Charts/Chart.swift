/// A picture of numbers, drawn by the server as SVG, that says in words all that it shows.
///
/// Every chart is drawn twice, for wide and for narrow places, and the stylesheet shows the one that fits: letters stay
/// letters on a phone. Colours come from classes, so that one drawing serves light and dark.
package protocol Chart: Component {
    var caption: ChartCaption { get }
    /// What the marks mean, in words; empty where the description says it.
    var legend: [LegendEntry] { get }
    /// The numbers behind the picture.
    var table: Table { get }
    /// The sentence in place of a picture where there is nothing to draw; nil where there is.
    var none: String? { get }
    func drawing(width: Double) -> Drawing
}

/// What stands around a chart.
package struct ChartCaption: Sendable {
    /// The finding, as a sentence without a full stop.
    package let title: String
    /// What length, area and colour mean, the sample, and what was left out.
    package let description: String
    /// The address of the page that explains the number.
    package let explain: String?
    /// The same numbers to take along: CSV, JSON.
    package let downloads: [Link]

    package init(_ title: String, description: String, explain: String? = nil, downloads: [Link] = []) {
        self.title = title
        self.description = description
        self.explain = explain
        self.downloads = downloads
    }
}

/// Marks on an area of `width` by `height` units, a unit being about a pixel.
package struct Drawing: Sendable {
    package let width: Double
    package let height: Double
    package let marks: HTML
}

extension Chart {
    package var legend: [LegendEntry] { [] }

    package var html: HTML {
        ChartFigure.html(
            caption, picture: none.map { "<p class=\"few\">\($0)</p>" } ?? pictures, table: none == nil ? table : nil)
    }

    private var pictures: HTML {
        """
        \(when(!legend.isEmpty, "<ul class=\"legend\">\(each(legend) { $0.html })</ul>"))<div class="chart__place">\
        \(picture(width: 820, variant: "wide"))\(picture(width: 380, variant: "narrow"))</div>
        """
    }

    private func picture(width: Double, variant: HTML) -> HTML {
        let drawing = drawing(width: width)
        return """
            <svg class="chart__\(variant)" viewBox="0 0 \(drawing.width) \(drawing.height)" role="img" aria-label="\(caption.title)">\
            <desc>\(caption.description)</desc>\(drawing.marks)</svg>
            """
    }
}
