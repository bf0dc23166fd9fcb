import Foundation

extension Manifest {
    /// The smallest segment of an anonymous round: somebody in it knows their own answer, and five others remain.
    package static let smallestSegment = 6
    package static let smallestThreshold = 4

    /// What every client insists on, whatever the server was told. Called for every manifest that is read; a server calls it
    /// before it publishes one.
    package func check() throws(ManifestTrouble) {
        try require(format == "tutti-manifest-1", "it is of a kind that this version does not know.")
        try require(Names.isSurvey(survey), "a survey's id has 22 letters, digits, - and _.")
        try require(closes > opens, "it closes after it opens.")
        try require((0...7 * 86_400).contains(grace), "the grace period has at most seven days.")
        try require(k >= Self.smallestThreshold, "k is at least \(Self.smallestThreshold).")
        try require(textThreshold >= k, "words need at least as many answers as figures.")
        try require(Envelope.isSize(envelope), "envelopes are a multiple of 4096 bytes, at most 65536.")
        try require(
            release.rule == .atClose ? release.hour == nil : (0..<24).contains(release.hour ?? -1),
            "a daily release has an hour, a release at close has none.")
        try require(!items.isEmpty && areNames(items.map(\.id)), "items have ids of their own.")
        try require(!audience.isEmpty, "it says who sees the result.")
        try require(!limits.isEmpty, "it says what is not promised.")
        try checkSegments()
        try checkCuts()
        try checkParts()
        try checkSeries()
    }

    /// A name that lasts, beside a small segment, would soon be one person's.
    private func checkSeries() throws(ManifestTrouble) {
        guard let series else { return }
        try require(mode == .anonymous, "only an anonymous round belongs to a series.")
        try require(Names.isSurvey(series.id), "a series' id has 22 letters, digits, - and _.")
        try require(
            (1...WaveSecret.mostWaves).contains(series.wave), "a series has at most \(WaveSecret.mostWaves) waves.")
        try require(!series.warnings.isEmpty, "it says what is dangerous about a series.")
        try require(segments.count == 1 && cuts.isEmpty, "a round of a series is not divided by anything.")
    }

    private func checkSegments() throws(ManifestTrouble) {
        try require(!segments.isEmpty && areNames(segments.map(\.id)), "segments have ids of their own.")
        for segment in segments {
            guard mode == .anonymous else {
                try require(segment.size > 0, "\(segment.title) has nobody in it.")
                try require(segment.key == nil, "only an anonymous round has keys.")
                continue
            }
            try require(
                segment.size >= Self.smallestSegment,
                "\(segment.title) has fewer than \(Self.smallestSegment) people; join it with another segment.")
            try require((try? verifier(of: segment.id)) != nil, "the key of \(segment.title) cannot be used.")
        }
        // With one key for two segments, a ticket's segment would rest on its message alone.
        let keys = segments.compactMap(\.key)
        try require(Set(keys).count == keys.count, "each segment has its own key.")
    }

    private func checkCuts() throws(ManifestTrouble) {
        let dimensions = Set(cuts.joined())
        try require(cuts.allSatisfy { (1...2).contains($0.count) && areNames($0) }, "a cut has one dimension or two.")
        try require(Set(cuts.map(Set.init)).count == cuts.count, "no cut stands there twice.")
        // More traits than cuts need would tell more about a segment than anybody may ask.
        try require(
            segments.allSatisfy { Set($0.traits.keys) == dimensions },
            "every segment says where it stands in each dimension of the cuts, and in no other.")
    }

    /// Parts form trees: each stands after the one that it lies within.
    private func checkParts() throws(ManifestTrouble) {
        guard let parts else { return }
        let dimensions = Set(cuts.joined())
        var known: Set<[String]> = []
        try require(!parts.isEmpty, "it names parts, or says nothing of them.")
        for part in parts {
            try require(dimensions.contains(part.dimension), "a part belongs to a dimension of the cuts.")
            try require(Names.isName(part.value) && !part.title.isEmpty, "parts have names and titles.")
            let isPlaced = part.above.map { known.contains([part.dimension, $0]) } ?? true
            try require(isPlaced, "each part stands after the one that it lies within.")
            try require(known.insert([part.dimension, part.value]).inserted, "no part stands there twice.")
        }
    }

    private func areNames(_ names: [String]) -> Bool {
        names.allSatisfy(Names.isName) && Set(names).count == names.count
    }

    private func require(_ holds: Bool, _ rule: String) throws(ManifestTrouble) {
        if !holds { throw .rule(rule) }
    }
}
