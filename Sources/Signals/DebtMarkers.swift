import Records
import Statistics

extension Signal {
    /// What people left in the code to come back to, and for how long it has waited.
    package static let debtMarkers = Signal(
        id: "debt-markers",
        title: "Debt markers",
        question: "How many promises to come back are left in the code, and how old are they?",
        unit: .count,
        direction: .lower,
        version: 3,
        source: "Potdar and Shihab, ICSME 2014; HANDBOOK E14"
    ) { evidence in DebtMarkers(evidence).measurement }
}

private struct DebtMarkers {
    let evidence: Evidence
    let source: SourceFiles
    let markers: [(marker: DebtMarker, months: Double?)]
    let elsewhere: Int

    init(_ evidence: Evidence) {
        let source = SourceFiles(evidence)
        let paths = Set(source.files.map(\.path))
        let own = evidence.snapshot.markers.filter { paths.contains($0.path) }
        self.evidence = evidence
        self.source = source
        elsewhere = evidence.snapshot.markers.count - own.count
        markers = own.sorted { left, right in
            (left.since?.seconds ?? .max, left.path, left.line) < (right.since?.seconds ?? .max, right.path, right.line)
        }.map { marker in
            // A line can be younger than the end of the timeframe: it is then as new as can be.
            (marker, marker.since.map { max(0, Double(evidence.timeframe.end - $0.seconds) / WeightedAges.month) })
        }
    }

    private var ages: [Double] { markers.compactMap(\.months) }

    private func perThousand(_ count: Int, _ lines: Int) -> Double {
        lines == 0 ? 0 : 1000 * Double(count) / Double(lines)
    }

    var measurement: Measurement {
        let sample = Measurement.Sample(source.files.count, needed: 1, of: "source files")
        guard !source.files.isEmpty else { return .tooFew(sample, excluded: exclusions) }
        let details = details
        return Measurement(
            value: Double(markers.count), sample: sample, why: why, excluded: exclusions, steps: steps(details),
            finding: finding, details: SignalDetails(details))
    }

    private var why: String {
        if markers.isEmpty { return "No TODO, FIXME, HACK or XXX stands in the source files." }
        let unknown = markers.count - ages.count
        return unknown == 0
            ? "Only what somebody marked is counted; most debt bears no mark."
            : "Only what somebody marked is counted; the age of \(Phrase.number(unknown)) of \(Phrase.count(markers.count, "marker")) was not looked up."
    }

    private var exclusions: [Measurement.Exclusion] {
        elsewhere == 0
            ? source.exclusions
            : source.exclusions + [
                .init(
                    "markers outside the team's source files", count: elsewhere,
                    valueWithout: Double(markers.count + elsewhere))
            ]
    }

    private func steps(_ details: DebtMarkersDetails) -> [String] {
        var steps = [
            "\(Phrase.count(source.files.count, "source file")) with \(Phrase.count(source.lines, "line")) hold \(Phrase.count(markers.count, "marker")), \(Phrase.decimal(details.perThousandLines)) in a thousand lines."
        ]
        if !details.kinds.isEmpty {
            steps.append(details.kinds.map { "\($0.kind): \(Phrase.number($0.count))" }.joined(separator: ", ") + ".")
        }
        if let median = details.medianMonths {
            steps.append(
                "Half of the \(Phrase.number(ages.count)) with a known age were last written over \(Phrase.decimal(median)) months ago."
            )
        }
        if details.withoutAge > 0 {
            steps.append("The age of \(Phrase.count(details.withoutAge, "marker")) was not looked up.")
        }
        return steps
    }

    private var details: DebtMarkersDetails {
        DebtMarkersDetails(
            count: markers.count, lines: source.lines, perThousandLines: perThousand(markers.count, source.lines),
            kinds: kinds, modules: modules, ages: buckets, medianMonths: Statistics.median(ages),
            withoutAge: markers.count - ages.count, markers: markers.prefix(200).map(\.marker))
    }

    private var kinds: [DebtMarkersDetails.Kind] {
        Dictionary(grouping: markers, by: \.marker.kind)
            .map { .init(kind: $0.key, count: $0.value.count) }
            .sorted { ($1.count, $0.kind) < ($0.count, $1.kind) }
    }

    private var modules: [DebtMarkersDetails.Module] {
        let modules = Modules(of: source.files.map(\.path))
        var lines = [Int](repeating: 0, count: modules.paths.count)
        var moduleOfPath: [String: Int] = [:]
        for (place, file) in source.files.enumerated() {
            lines[modules.ofFile[place]] += file.lines
            moduleOfPath[file.path] = modules.ofFile[place]
        }
        var counts = [Int](repeating: 0, count: modules.paths.count)
        for (marker, _) in markers {
            if let module = moduleOfPath[marker.path] { counts[module] += 1 }
        }
        return counts.indices.filter { counts[$0] > 0 }
            .sorted { (counts[$1], $0) < (counts[$0], $1) }
            .map { place in
                .init(
                    path: modules.paths[place], count: counts[place], lines: lines[place],
                    perThousandLines: perThousand(counts[place], lines[place]))
            }
    }

    private var buckets: [DebtMarkersDetails.Age] {
        if ages.isEmpty { return [] }
        let bounds = [0, 1, 6, 12, 24, 48]
        return bounds.indices.map { place in
            let next = place + 1 < bounds.count ? bounds[place + 1] : nil
            return .init(
                fromMonths: bounds[place], toMonths: next,
                count: ages.count { age in age >= Double(bounds[place]) && next.map { age < Double($0) } ?? true })
        }
    }

    /// Many marks are a habit; old ones are what a conversation can be about.
    private var finding: Measurement.Finding? {
        let old = ages.count { $0 >= 24 }
        guard old >= 5, let (marker, months) = markers.first, let months else { return nil }
        return Measurement.Finding(
            sentence: "\(Phrase.opening(old, "promise")) to come back have waited in the code for over two years",
            evidence:
                "\(Phrase.number(old)) of \(Phrase.count(ages.count, "marker")) with a known age; the oldest, a \(marker.kind) in \(marker.path):\(marker.line), is \(Phrase.number(Int(months / 12))) years old.",
            uncertainty:
                "A line that was moved or reformatted counts as new, and some marks only explain the code around them.",
            suggestion: "Try: read the ten oldest together, and turn each into a planned item or take it out.",
            weight: min(0.35, 0.15 + Double(old) / 500))
    }
}
