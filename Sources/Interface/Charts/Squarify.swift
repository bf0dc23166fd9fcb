/// A field of a treemap.
struct Tract: Equatable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var area: Double { width * height }
}

/// Cuts a field into parts of given areas, each as near to a square as its neighbours allow.
///
/// After Bruls, Huizing and van Wijk, "Squarified treemaps" (2000). Parts come back in the order in which they were given;
/// of equal areas the earlier is laid first, so that the same input always gives the same picture.
enum Squarify {
    static func parts(_ areas: [Double], in field: Tract) -> [Tract] {
        let total = areas.reduce(0) { $0 + usable($1) }
        var parts = [Tract](repeating: Tract(x: field.x, y: field.y, width: 0, height: 0), count: areas.count)
        guard total > 0, field.area > 0 else { return parts }
        let scale = field.area / total
        let order = areas.indices.filter { usable(areas[$0]) > 0 }.sorted { (areas[$0], $1) > (areas[$1], $0) }
        var rest = field
        var start = 0
        while start < order.count {
            let row = row(order[start...].map { areas[$0] * scale }, along: min(rest.width, rest.height))
            lay(row, order[start..<start + row.count], in: &rest, &parts, isLast: start + row.count == order.count)
            start += row.count
        }
        return parts
    }

    private static func usable(_ area: Double) -> Double { area.isFinite && area > 0 ? area : 0 }

    /// As many parts as make the worst of them no longer than it was.
    private static func row(_ areas: [Double], along side: Double) -> [Double] {
        var sum = areas[0]
        var count = 1
        var worst = longest(largest: areas[0], smallest: areas[0], sum: sum, side)
        while count < areas.count {
            let next = longest(largest: areas[0], smallest: areas[count], sum: sum + areas[count], side)
            guard next <= worst else { break }
            worst = next
            sum += areas[count]
            count += 1
        }
        return Array(areas.prefix(count))
    }

    /// How many times longer than wide the worst part of a row is.
    private static func longest(largest: Double, smallest: Double, sum: Double, _ side: Double) -> Double {
        max(side * side * largest / (sum * sum), sum * sum / (side * side * smallest))
    }

    private static func lay(
        _ row: [Double], _ indices: ArraySlice<Int>, in rest: inout Tract, _ parts: inout [Tract], isLast: Bool
    ) {
        let sum = row.reduce(0, +)
        let standsUpright = rest.width >= rest.height
        // The last row takes what is left, so that rounding leaves no gap.
        let depth = isLast ? max(rest.width, rest.height) : sum / min(rest.width, rest.height)
        var offset = 0.0
        for (area, index) in zip(row, indices) {
            let length = area / sum * (standsUpright ? rest.height : rest.width)
            parts[index] =
                standsUpright
                ? Tract(x: rest.x, y: rest.y + offset, width: depth, height: length)
                : Tract(x: rest.x + offset, y: rest.y, width: length, height: depth)
            offset += length
        }
        if standsUpright {
            rest = Tract(x: rest.x + depth, y: rest.y, width: max(rest.width - depth, 0), height: rest.height)
        } else {
            rest = Tract(x: rest.x, y: rest.y + depth, width: rest.width, height: max(rest.height - depth, 0))
        }
    }
}
