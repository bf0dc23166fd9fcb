/// What one round asks: questions, and the scales that some of them make up. Fixed from its announcement on.
package struct Questionnaire: Codable, Hashable, Sendable {
    package let questions: [Question]
    package let scales: [Scale]

    package struct Scale: Codable, Hashable, Identifiable, Sendable {
        /// `pack/scale`.
        package let id: String
        package let title: String
        package let lowIsGood: Bool
        package let items: [Question.ID]

        package init(id: String, title: String, lowIsGood: Bool = false, items: [Question.ID]) {
            self.id = id
            self.title = title
            self.lowIsGood = lowIsGood
            self.items = items
        }
    }

    package init(questions: [Question], scales: [Scale] = []) {
        self.questions = questions
        self.scales = scales
    }

    /// - Parameter chosen: which of the packs' questions are asked; all without it. A scale of which not every item is
    ///   asked does not count as one.
    package init(_ packs: [Pack], asking chosen: Set<Question.ID>? = nil) {
        questions = packs.flatMap(\.questions).filter { chosen?.contains($0.id) ?? true }
        let asked = Set(questions.map(\.id))
        scales = packs.flatMap { pack in
            pack.scales.map { scale in
                Scale(
                    id: "\(pack.id)/\(scale.id)", title: scale.title, lowIsGood: scale.lowIsGood,
                    items: pack.items(of: scale).map(\.id))
            }
        }.filter { !$0.items.isEmpty && $0.items.allSatisfy(asked.contains) }
    }

    package subscript(_ id: Question.ID) -> Question? { questions.first { $0.id == id } }

    package func items(of scale: Scale) -> [Question] { scale.items.compactMap { self[$0] } }

    /// Rule of thumb for how long answering takes, in seconds.
    package var seconds: Int { questions.reduce(0) { $0 + $1.seconds } }
}
