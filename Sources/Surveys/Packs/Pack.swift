/// Questions that belong together, as a team finds them in a file.
package struct Pack: Codable, Hashable, Identifiable, Sendable {
    package let id: String
    /// Raised with every change of a text.
    package var version: Int
    package var title: String
    /// Why a team would ask this, shown before somebody chooses it.
    package var why: String
    /// Where the construct comes from; the words are ours.
    package var source: String
    /// How many weeks should pass before the same person is asked again.
    package var everyWeeks: Int
    package var scales: [Scale]
    package var questions: [Question]

    package init(
        id: String, version: Int = 1, title: String, why: String = "", source: String = "", everyWeeks: Int = 13,
        scales: [Scale] = [], questions: [Question]
    ) {
        self.id = id
        self.version = version
        self.title = title
        self.why = why
        self.source = source
        self.everyWeeks = everyWeeks
        self.scales = scales
        self.questions = questions
    }

    /// A construct that several questions measure together.
    package struct Scale: Codable, Hashable, Identifiable, Sendable {
        package let id: String
        package var title: String
        /// Whether a low mean is the good one.
        package var lowIsGood: Bool

        package init(_ id: String, _ title: String, lowIsGood: Bool = false) {
            self.id = id
            self.title = title
            self.lowIsGood = lowIsGood
        }
    }

    package func items(of scale: Scale) -> [Question] { questions.filter { $0.scale == scale.id } }

    /// How long answering all of it takes, in seconds.
    package var seconds: Int { questions.reduce(0) { $0 + $1.seconds } }
}
