import BlindTickets
import Foundation
import Store
import Surveys

/// One round of questions, from its announcement on. Its rules stand in the manifest and never change.
package struct Round: Sendable {
    package typealias ID = String

    /// What is stored; whether it is open follows from the clock (`phase`).
    package enum State: String, Sendable {
        case announced
        /// Takes no more answers; what is sealed is about to be counted.
        case sealed
        case released
        /// Too few answered: nothing is shown, and nothing is kept but how many.
        case withheld
    }

    package let id: ID
    /// Names of the teams that it asks; none for everybody.
    package let teams: [String]
    /// The canonical bytes that were published.
    package let manifestBytes: Data
    package let manifest: Manifest
    /// What people are told before the first question.
    package let explanation: Explanation
    package let state: State
    /// One question that was asked at once.
    package let isPoll: Bool
    /// Known from release on.
    package let counts: Counts?

    package struct Counts: Hashable, Sendable {
        package let issued: Int
        package let answered: Int
    }

    package func phase(at now: Date) -> RoundPhase {
        switch state {
        case .released: .released
        case .withheld: .withheld
        case .sealed: .sealed
        case .announced where now < manifest.opens: .announced
        case .announced where now < manifest.closes: .open
        case .announced where manifest.takesAnswers(at: now): .closing
        case .announced: .sealed
        }
    }

    /// Every way in which the answers may ever be looked at.
    package var lattice: Lattice { Lattice(manifest) }

    /// What a cell of the lattice is called.
    package func title(of cell: String) -> String {
        guard let value = cell.split(separator: "=").last.map(String.init) else {
            return teams.isEmpty
                ? "Everybody" : manifest.segments.count == 1 ? manifest.segments[0].title : "All together"
        }
        func segment(_ id: some StringProtocol) -> String? { manifest.segments.first { $0.id == id }?.title }
        if value.hasSuffix("/") { return segment(value.dropLast()) ?? value }
        return manifest.parts?.first { $0.value == value }?.title ?? segment(value) ?? value
    }

    package var rules: PrivacyRules {
        PrivacyRules(k: manifest.k, textThreshold: manifest.textThreshold) ?? .usual
    }
}

extension Lattice {
    /// The segments and cuts that were published.
    init(_ manifest: Manifest) {
        self.init(
            segments: manifest.segments.map { .init($0.id, invited: $0.size, traits: $0.traits) }, cuts: manifest.cuts,
            parents: Dictionary(grouping: manifest.parts ?? [], by: \.dimension).mapValues { parts in
                Dictionary(uniqueKeysWithValues: parts.compactMap { part in part.above.map { (part.value, $0) } })
            })
    }
}
