extension LineChart {
    package func drawing(width: Double) -> Drawing {
        let height = 260.0
        let reach = series.flatMap {
            $0.values.compactMap(\.self) + $0.band.flatMap { [$0?.lowerBound, $0?.upperBound].compactMap(\.self) }
        }
        let side = Scale(reach, axis: axis, from: height - 28, to: 28, about: 4)
        let frame = PlotFrame(left: side.widestWords + 14, right: width - 10, top: 28, bottom: height - 28)
        let room = frame.right - frame.left - 12
        let place = { (index: Int) in
            steps.count > 1
                ? frame.left + 6 + room * Double(index) / Double(steps.count - 1) : (frame.left + frame.right) / 2
        }
        let bands = each(series) { band($0, side, place) }
        let lines = each(series.enumerated()) { line($1, index: $0, side, place) }
        let goal = when(reference) {
            "<path class=\"reference\" d=\"M\(frame.left) \(side.place($0.value))H\(frame.right)\"/>"
        }
        return Drawing(
            width: width, height: height,
            marks: frame.sideAxis(side, title: axis.title) + bands + goal + lines + frame.footLabels(steps, at: place))
    }

    private func band(_ series: Series, _ scale: Scale, _ place: (Int) -> Double) -> HTML {
        each(Self.runs(series.band)) { run in
            let upper = run.map {
                "\(Format.coordinate(place($0.index))),\(Format.coordinate(scale.place($0.value.upperBound)))"
            }
            let lower = run.reversed().map {
                "\(Format.coordinate(place($0.index))),\(Format.coordinate(scale.place($0.value.lowerBound)))"
            }
            return "<polygon class=\"band\" points=\"\((upper + lower).joined(separator: " "))\"/>"
        }
    }

    private func line(_ series: Series, index: Int, _ scale: Scale, _ place: (Int) -> Double) -> HTML {
        let runs = Self.runs(series.values)
        let isFew = series.values.count { $0 != nil } <= 8
        let dash = dash(index).pattern
        let last = runs.last?.last?.index
        return each(runs) { run in
            let points = run.map { "\(Format.coordinate(place($0.index))),\(Format.coordinate(scale.place($0.value)))" }
            let stroke: HTML =
                "<polyline class=\"line line-\(series.lens.rawValue)\"\(dash) points=\"\(points.joined(separator: " "))\"/>"
            // Few values are dots that somebody measured, not a course; the last one is always marked.
            let marked = isFew || run.count == 1 ? run : run.filter { $0.index == last }
            return stroke + each(marked) { Mark.html(series.lens, place($0.index), scale.place($0.value)) }
        }
    }

    /// Stretches without gaps.
    static func runs<Value>(_ values: [Value?]) -> [[(index: Int, value: Value)]] {
        var runs: [[(index: Int, value: Value)]] = []
        var current: [(index: Int, value: Value)] = []
        for (index, value) in values.enumerated() {
            if let value {
                current.append((index, value))
            } else if !current.isEmpty {
                runs.append(current)
                current = []
            }
        }
        return current.isEmpty ? runs : runs + [current]
    }
}

/// A measured value: square for work, round for people.
enum Mark {
    static func html(_ lens: Lens, _ x: Double, _ y: Double, size: Double = 7) -> HTML {
        switch lens {
        case .work:
            "<rect class=\"fill-work\" x=\"\(x - size / 2)\" y=\"\(y - size / 2)\" width=\"\(size)\" height=\"\(size)\"/>"
        case .people:
            "<circle class=\"fill-people\" cx=\"\(x)\" cy=\"\(y)\" r=\"\(size * 0.57)\"/>"
        }
    }
}
