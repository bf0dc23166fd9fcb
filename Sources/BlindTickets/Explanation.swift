import Foundation

/// What somebody is told before the first question, made from a manifest and from nothing else.
///
/// A page or a command lays it out and adds no promise of its own: a text of its own could differ from the rules in force.
package struct Explanation: Hashable, Sendable {
    package struct Part: Hashable, Sendable {
        package let title: String
        package let sentences: [String]
    }

    package let parts: [Part]

    package init(_ manifest: Manifest) throws {
        parts =
            [
                Part(title: "What is promised", sentences: [Self.promise(manifest.mode)]),
                Part(title: "What is shown", sentences: Self.shown(manifest)),
                Part(title: "When", sentences: Self.times(manifest)),
                Part(title: "Who is asked", sentences: Self.asked(manifest)),
                Part(title: "Who sees the result", sentences: manifest.audience),
                Part(title: "What cannot be promised", sentences: manifest.limits),
            ] + (manifest.series.map { [Part(title: "If you tie answers together", sentences: $0.warnings)] } ?? []) + [
                Part(
                    title: "The manifest",
                    sentences: [
                        "These rules are fixed. Their hash is \(try manifest.hash). "
                            + "Compare it with the one your team was given by another way."
                    ])
            ]
    }

    private static func promise(_ mode: Manifest.Mode) -> String {
        switch mode {
        case .anonymous:
            "Anonymous: nobody can tie your answer to you by what is stored or sent, those who run the server included."
        case .confidential:
            "Confidential, not anonymous: the server can tell whose answer it is, and shows it to nobody."
        case .named: "Named: everybody who sees the result sees that this answer is yours."
        }
    }

    /// Everybody stands in one segment; teams with parts are told with the sum of these.
    private static func asked(_ manifest: Manifest) -> [String] {
        let sums = (manifest.parts ?? []).compactMap { part -> String? in
            let inside = manifest.segments.filter { segment in
                segment.traits[part.dimension].map { manifest.isPart($0, of: part) } ?? false
            }
            let people = inside.reduce(0) { $0 + $1.size }
            return inside.count > 1 ? "\(part.title) with its parts: \(people) people." : nil
        }
        return manifest.segments.map { "\($0.title): \($0.size) people." } + sums
    }

    private static func shown(_ manifest: Manifest) -> [String] {
        guard manifest.mode != .named else { return ["Every answer is shown with its name."] }
        var sentences = [
            "Figures are shown for groups with at least \(manifest.k) answers.",
            "Words that people wrote are shown for groups with at least \(manifest.textThreshold) answers.",
        ]
        let cuts = manifest.cuts.map { $0.joined(separator: " with ") }.joined(separator: "; ")
        sentences.append(
            cuts.isEmpty
                ? "The result is not split by anything." : "The result can be split by \(cuts), and by nothing else.")
        return sentences + (manifest.series.map(paired) ?? [])
    }

    private static func paired(_ series: Manifest.Series) -> [String] {
        [
            "This is round \(series.wave) of a series of at most \(WaveSecret.mostWaves). Whoever wants to can tie their own answers "
                + "of these rounds together; nobody does unless they switch it on.",
            "Of tied answers only the change from one round to the next is told, of everybody together, and from "
                + "\(WaveSecret.leastPairs) people on. What ties them is kept sealed until the next round is counted, and is "
                + "destroyed with the series.",
        ]
    }

    private static func times(_ manifest: Manifest) -> [String] {
        let release =
            switch manifest.release.rule {
            case .atClose: "Nothing is shown while it is open; results appear once, after the close."
            case .daily:
                "Results appear in batches at \(manifest.release.hour ?? 0):00 UTC, a batch when every group grew enough."
            }
        return ["Open from \(manifest.opens.formatted(.iso8601)) to \(manifest.closes.formatted(.iso8601)).", release]
    }
}
