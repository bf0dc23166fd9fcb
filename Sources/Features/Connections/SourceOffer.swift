import Foundation
import Records

/// What a token sees and could be read, for whoever connects it to choose from.
package struct SourceOffer: Hashable, Sendable {
    package struct Place: Hashable, Sendable {
        package var name: String
        package var isArchived: Bool
        package var isFork: Bool

        package init(_ name: String, isArchived: Bool = false, isFork: Bool = false) {
            (self.name, self.isArchived, self.isFork) = (name, isArchived, isFork)
        }
    }

    /// By name.
    package var places: [Place]
    /// There are more than were read.
    package var isCut: Bool
    /// Why nothing could be listed.
    package var trouble: SourceCheck.Trouble?

    package init(_ places: [Place], isCut: Bool = false, trouble: SourceCheck.Trouble? = nil) {
        (self.places, self.isCut, self.trouble) = (places, isCut, trouble)
    }

    /// Those whose name has every one of these words.
    package func places(matching words: String) -> [Place] {
        let words = words.lowercased().split(whereSeparator: \.isWhitespace)
        return places.filter { place in
            let name = place.name.lowercased()
            return words.allSatisfy { name.contains($0) }
        }
    }
}

/// What is to be read, as it stands in the list that somebody writes or chooses.
package struct ChosenPlaces: Hashable, Sendable {
    /// As they were written: places, and owners who stand for all of theirs.
    package private(set) var names: [String]

    package init(_ text: String?) {
        var seen: Set<String> = []
        names = (text ?? "").split(whereSeparator: { $0.isNewline || $0 == "," })
            .map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty && seen.insert($0.lowercased()).inserted }
    }

    /// One a line.
    package var text: String { names.joined(separator: "\n") }

    /// Whether a place stands there by its own name.
    package func has(_ place: String) -> Bool { names.contains { $0.lowercased() == place.lowercased() } }

    /// The owner or group who stands there, so that all of theirs is read.
    package func owner(of place: String) -> String? {
        let place = place.lowercased()
        return names.first { place.hasPrefix($0.lowercased() + "/") }
    }

    package mutating func add(_ place: String) { if !has(place) { names.append(place) } }

    package mutating func remove(_ place: String) { names.removeAll { $0.lowercased() == place.lowercased() } }
}
