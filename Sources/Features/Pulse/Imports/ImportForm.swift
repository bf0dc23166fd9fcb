import Foundation
import Surveys

/// What somebody pasted or sent as a file to bring past results in. It never comes back in a page.
struct ImportForm: Sendable {
    var source = SurveyImport.Source.zigpoll
    var name = ""
    var group = ""
    var questions = ""
    /// A team's name; empty for everybody.
    var team = ""
    var pasted = ""
    /// In the place of what was pasted.
    var file: Data?
    /// It was read and shown, and is to be kept.
    var isConfirmed = false

    init() {}

    init(_ form: Form) {
        source = SurveyImport.Source(rawValue: form["source"]) ?? .zigpoll
        name = form["name"]
        group = form["group"]
        questions = form["questions"]
        team = form["team"]
        pasted = form.exact("answers")
        file = form.file("file")
        isConfirmed = form["keep"] == "yes"
    }

    /// - Throws: `ImportTrouble`, `FormTrouble`.
    func read(_ rules: PrivacyRules) throws -> SurveyImport {
        let text = pasted.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let bytes = file ?? (text.isEmpty ? nil : Data(text.utf8)) else {
            throw FormTrouble("Choose the file that the service exports, or paste what stands in it.")
        }
        guard name.count <= 80 else { throw FormTrouble("A name has at most 80 characters.") }
        return try SurveyImport.read(
            [bytes], of: source, name: name.isEmpty ? source.title : name,
            group: group.isEmpty ? nil : group, questions: try titles(), rules: rules)
    }

    /// `slide-1 = How was the week?`, one a line.
    private func titles() throws(FormTrouble) -> [String: String] {
        var titles: [String: String] = [:]
        for line in questions.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, !parts[0].isEmpty else {
                throw FormTrouble("“\(line.prefix(40))” names no question. Write its id, =, and what it asks.")
            }
            titles[parts[0]] = parts[1]
        }
        return titles
    }
}

extension SurveyImport.Source {
    package var title: String {
        switch self {
        case .zigpoll: "Zigpoll"
        case .formbricks: "Formbricks"
        case .limeSurvey: "LimeSurvey"
        }
    }
}
