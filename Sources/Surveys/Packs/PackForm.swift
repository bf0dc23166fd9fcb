import Foundation

/// How a question is answered, from `answers:` and the options below it.
struct PackForm {
    private let line: PackBlock.Line
    private let options: [PackBlock.Line]

    init(_ line: PackBlock.Line, _ options: [PackBlock.Line]) {
        self.line = line
        self.options = options
    }

    func form(lowIsGood: Bool) throws(PackTrouble) -> Question.Form {
        let words = line.value.split(separator: " ").map(String.init)
        switch (words.first, words.count) {
        case ("words", 1): return .words
        case ("recommendation", 1): return .points(try recommendation())
        case ("choice", 1): return .choice(try named())
        case ("ranking", 1): return .ranking(try named())
        case ("dots", 1): return .dots(try named())
        case ("dots", 2):
            let options = try named()
            guard let most = Int(words[1]), (1...20).contains(most) else { throw unknown }
            return .dots(options, most: most, each: min(2, most))
        case ("several", 1): return .several(try named(), most: options.count)
        case ("several", 4):
            let options = try named()
            guard words[1] == "up", words[2] == "to", let most = Int(words[3]), (1...options.count).contains(most)
            else {
                throw unknown
            }
            return .several(options, most: most)
        default: return .points(try points(words, lowIsGood: lowIsGood))
        }
    }

    private var unknown: PackTrouble {
        PackTrouble(
            line.number,
            "\"answers\" is a scale such as 1-5 or \"1-5 top 3\", or one of: recommendation, choice, several, "
                + "several up to 3, ranking, dots, dots 4, words.")
    }

    /// `1-5`, or `1-5 top 3` where the three upper points count together.
    private func points(_ words: [String], lowIsGood: Bool) throws(PackTrouble) -> Points {
        let ends = (words.first ?? "").split(separator: "-").compactMap { Int($0) }
        guard ends.count == 2, ends[0] < ends[1], ends[1] <= 100,
            words.count == 1 || words.count == 3 && words[1] == "top",
            let points = Points(
                ends[0]...ends[1], words: try pointWords(ends[0]...ends[1]),
                boxes: words.count == 3 ? Int(words[2]) ?? 0 : nil, lowIsGood: lowIsGood)
        else { throw unknown }
        return points
    }

    private func recommendation() throws(PackTrouble) -> Points {
        guard let points = Points(0...10, words: try pointWords(0...10), boxes: 2, isNetPromoter: true) else {
            throw unknown
        }
        return points
    }

    private func pointWords(_ range: ClosedRange<Int>) throws(PackTrouble) -> [Int: String] {
        var words: [Int: String] = [:]
        for option in options {
            guard let point = Int(option.key), range.contains(point) else {
                throw PackTrouble(option.number, "\"\(option.key)\" is no point of this scale.")
            }
            words[point] = option.value
        }
        return words
    }

    private func named() throws(PackTrouble) -> [Question.Option] {
        guard options.count > 1 else {
            throw PackTrouble(line.number, "There have to be two options or more, one a line: \"- name: text\".")
        }
        var named: [Question.Option] = []
        for option in options {
            let id = try PackReader.name(PackBlock.Line(number: option.number, key: "", value: option.key))
            guard !named.contains(where: { $0.id == id }), !option.value.isEmpty else {
                throw PackTrouble(option.number, "Every option has a name of its own and a text.")
            }
            named.append(Question.Option(id, option.value))
        }
        return named
    }
}
