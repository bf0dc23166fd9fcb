/// What the off-boarding page draws: for every active person, what would lose its last author.
package struct OffBoardingDetails: Codable, Hashable, Sendable {
    package struct Module: Codable, Hashable, Sendable {
        /// The directory; "." for what lies at the top.
        package var path: String
        package var lines: Int
        package var files: Int
        /// Files and lines that would be left without an active author.
        package var lostFiles: Int
        package var lostLines: Int
        /// `lostLines` / `lines`, 0–1.
        package var lostShare: Double
        /// Active people who changed or reviewed something there, nearest first; at most three.
        package var nearest: [Knower]
    }

    /// A busy and complex file that would lose its last active author.
    package struct Hotspot: Codable, Hashable, Sendable {
        package var path: String
        package var module: String
        /// As the hotspots signal has it, 0–1.
        package var heat: Double
        package var lines: Int
    }

    /// One line of a hand-over plan.
    package struct Step: Codable, Hashable, Sendable {
        package enum Kind: String, Codable, Sendable {
            /// Sessions together on the module.
            case pairing
            /// A page that says how the module works and why.
            case document
        }
        package var kind: Kind
        package var module: String
        /// Who could learn it; nil where nobody is near yet.
        package var with: Knower?
        /// Sessions of about 90 minutes; 0 for a document.
        package var sessions: Int
    }

    /// What would happen without one person.
    package struct Departure: Codable, Hashable, Sendable {
        package var person: Knower
        package var lostFiles: Int
        package var lostLines: Int
        /// `lostLines` / the lines of all source files, 0–1.
        package var lostShare: Double
        /// Modules that lose lines, most lost lines first; at most twelve.
        package var modules: [Module]
        /// Hotspots that lose their holder, hottest first; at most ten.
        package var hotspots: [Hotspot]
        /// In the order to take it.
        package var plan: [Step]
        package var sessions: Int
        package var documents: Int
    }

    /// Lines of all source files at the head.
    package var lines: Int
    package var files: Int
    /// By name, and only people without whom something would lose its last author.
    package var departures: [Departure]
}
