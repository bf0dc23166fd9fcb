/// Which half of the truth a number comes from. Work is blue and square, people amber and round, and words say it too.
package enum Lens: String, Sendable {
    /// What the tools record.
    case work
    /// What the people say.
    case people

    package var words: String {
        switch self {
        case .work: "work, from your tools"
        case .people: "people, from pulses"
        }
    }
}
