import Statistics

/// A whole divided again and again, with up to thirty answers in each smallest part.
struct RandomTree {
    private(set) var parents = [-1]
    private(set) var answers = [0]

    init(using chance: inout Chance) {
        let parts = Int.random(in: 2...24, using: &chance)
        for part in 1..<parts {
            parents.append(Int.random(in: 0..<part, using: &chance))
            answers.append(0)
        }
        let inner = Set(parents)
        for part in answers.indices where !inner.contains(part) {
            let number = Int.random(in: 0...30, using: &chance)
            var place = part
            while place >= 0 {
                answers[place] += number
                place = parents[place]
            }
        }
    }

    /// Whether a shown part has fewer than k answers, or leaves fewer than k, or a single part, when everything shown
    /// inside it is taken away.
    func leaks(_ shown: [Bool], k: Int) -> Bool {
        var rest = answers
        var hidden = [Int](repeating: 0, count: answers.count)
        for part in answers.indices where parents[part] >= 0 {
            if shown[part] {
                rest[parents[part]] -= answers[part]
            } else if answers[part] > 0 {
                hidden[parents[part]] += 1
            }
        }
        return answers.indices.contains { part in
            guard shown[part] else { return false }
            let isOpen = parents[part] < 0 || shown[parents[part]]
            return answers[part] < k || !isOpen || (1..<k).contains(rest[part]) || hidden[part] == 1
        }
    }
}
