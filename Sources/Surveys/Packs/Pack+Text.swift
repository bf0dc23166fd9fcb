import Foundation

extension Pack {
    /// Reads a pack from its text; docs/guide/packs.md tells what may stand in it.
    package init(text: String) throws(PackTrouble) {
        let blocks = try PackBlock.all(of: text)
        guard let head = blocks.first, head.head.key == "pack" else {
            throw PackTrouble(1, "A pack begins with \"pack:\" and its name.")
        }
        let id = try PackReader.name(head.head)
        let scales = try PackReader.scales(blocks.dropFirst())
        let reader = PackReader(
            pack: id, source: head["source"]?.value ?? "",
            answers: try head["answers"].map { line throws(PackTrouble) in (line, head.options) },
            scales: Set(scales.map(\.id)))
        var questions: [Question] = []
        for block in blocks.dropFirst() where block.head.key == "question" {
            let question = try reader.question(block)
            guard !questions.contains(where: { $0.id == question.id }) else {
                throw PackTrouble(block.head.number, "There is a question called \"\(block.head.value)\" already.")
            }
            questions.append(question)
        }
        guard !questions.isEmpty else { throw PackTrouble(head.head.number, "This pack asks nothing.") }
        self.init(
            id: id, version: try head.number("version", or: 1), title: try head.required("title"),
            why: try head.required("why"), source: reader.source, everyWeeks: try head.number("every", or: 13),
            scales: scales, questions: questions)
        try check(blocks)
    }

    /// What can be seen only when everything has been read.
    private func check(_ blocks: [PackBlock]) throws(PackTrouble) {
        for block in blocks.dropFirst() {
            guard block.head.key != "pack" else { throw PackTrouble(block.head.number, "One file holds one pack.") }
            if block.head.key == "scale" {
                let items = questions.filter { $0.scale == block.head.value }
                guard items.count > 1, Set(items.map { $0.points?.range }).count == 1, items[0].points != nil else {
                    throw PackTrouble(
                        block.head.number, "A scale needs two questions or more, all answered on the same points.")
                }
            }
            if let line = block["trend of"], !questions.contains(where: { $0.id.text == "\(id)/\(line.value)" }) {
                throw PackTrouble(line.number, "There is no question called \"\(line.value)\".")
            }
        }
    }
}

/// Reads the blocks of one pack.
struct PackReader {
    let pack: String
    let source: String
    /// How questions are answered that do not say it themselves.
    let answers: (PackBlock.Line, [PackBlock.Line])?
    let scales: Set<String>

    static func name(_ line: PackBlock.Line) throws(PackTrouble) -> String {
        let allowed = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyz0123456789-")
        guard !line.value.isEmpty, line.value.unicodeScalars.allSatisfy(allowed.contains) else {
            throw PackTrouble(line.number, "A name consists of small letters, digits and hyphens.")
        }
        return line.value
    }

    static func scales(_ blocks: ArraySlice<PackBlock>) throws(PackTrouble) -> [Pack.Scale] {
        var scales: [Pack.Scale] = []
        for block in blocks where block.head.key == "scale" {
            let scale = Pack.Scale(
                try name(block.head), try block.required("title"), lowIsGood: try block.flag("low is good"))
            guard !scales.contains(where: { $0.id == scale.id }) else {
                throw PackTrouble(block.head.number, "There is a scale called \"\(scale.id)\" already.")
            }
            scales.append(scale)
        }
        return scales
    }

    func question(_ block: PackBlock) throws(PackTrouble) -> Question {
        let form = try form(block)
        if let scale = block["scale"], !scales.contains(scale.value) {
            throw PackTrouble(scale.number, "There is no scale called \"\(scale.value)\".")
        }
        let isReversed = try block.flag("reversed")
        if isReversed, Self.points(form) == nil {
            throw PackTrouble(block.head.number, "Only answers on a scale can be turned round.")
        }
        return Question(
            id: Question.ID("\(pack)/\(try Self.name(block.head))"), version: try block.number("version", or: 1),
            text: try block.required("text"), form: form, isReversed: isReversed, why: try block.required("why"),
            source: block["source"]?.value ?? source, scale: block["scale"]?.value,
            trendOf: block["trend of"].map { Question.ID("\(pack)/\($0.value)") })
    }

    private static func points(_ form: Question.Form) -> Points? {
        if case .points(let points) = form { points } else { nil }
    }

    private func form(_ block: PackBlock) throws(PackTrouble) -> Question.Form {
        let own = block["answers"].map { ($0, block.options) }
        guard let (line, options) = own ?? answers else {
            throw PackTrouble(
                block.head.number, "Neither this question nor its pack says how it is answered: \"answers:\".")
        }
        return try PackForm(line, own == nil && !block.options.isEmpty ? block.options : options)
            .form(lowIsGood: try block.flag("low is good"))
    }
}
