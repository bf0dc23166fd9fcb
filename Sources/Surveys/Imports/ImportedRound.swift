import Foundation

/// What is kept of a round that was held elsewhere: counts that may be told, and nothing about who answered.
package struct ImportedRound: Codable, Hashable, Sendable {
    /// The poll or survey there.
    package let survey: String
    /// `2025-03`; nil where the answers say nothing of time, or should not.
    package let month: String?
    /// The group that was asked for; nil for everybody.
    package let group: String?
    package let answered: Int
    package let questions: [ImportedQuestion]
}

package struct ImportedQuestion: Codable, Hashable, Sendable {
    package let id: String
    package let text: String
    package let answered: Int
    /// The ends of the scale that answers lie on, with what may be told of them.
    package let low: Int?
    package let high: Int?
    /// By point, as coded as all that is told: waves are compared by these.
    package let counts: [Int]?
    package let points: RoundResult.PointsResult?
    package let options: [RoundResult.OptionResult]?
}

/// An import: what may be stored, and what was left behind.
package struct SurveyImport: Codable, Hashable, Sendable {
    package let rounds: [ImportedRound]
    /// Rounds and groups of too few people, by their names; their answers are gone.
    package let refused: [String]
    /// Columns and fields that tell about people, and were not read further than to be dropped.
    package let dropped: [String]
    /// Rows that could not be used, and why.
    package let oddities: [TextTable.Oddity]

    /// Where answers come from.
    package enum Source: String, Codable, Hashable, Sendable, CaseIterable {
        case zigpoll
        case formbricks
        case limeSurvey = "limesurvey"
    }

    /// A file of a service's export.
    /// - Parameters:
    ///   - name: what the survey is to be called where the file does not say it.
    ///   - group: the column that tells of which group somebody is.
    package static func file(
        _ data: Data, of source: Source, name: String, group: String? = nil, rules: PrivacyRules
    ) throws(ImportTrouble) -> SurveyImport {
        let table: TextTable
        do { table = try TextTable(data) } catch { throw .notTable(error) }
        return try ImportRows(table, source, name: name, group: group).aggregated(rules)
    }

    /// Pages of a service's API, as they came.
    /// - Parameter questions: by a question's id, what it asked.
    package static func pages(
        _ pages: [Data], of source: Source, questions: [String: String] = [:], rules: PrivacyRules
    ) throws(ImportTrouble) -> SurveyImport {
        switch source {
        case .zigpoll: try ImportRows(zigpoll: pages, questions).aggregated(rules)
        case .formbricks: try ImportRows(formbricks: pages, questions).aggregated(rules)
        case .limeSurvey: throw .noPages
        }
    }
}

package enum ImportTrouble: Error, Hashable, Sendable, CustomStringConvertible {
    case notTable(TableTrouble)
    case notJSON(page: Int)
    case unknownGroup(String)
    case noPages
    case severalTables
    case nothing

    package var description: String {
        switch self {
        case .notTable(let trouble): "The file cannot be read. \(trouble)"
        case .notJSON(let page): "Page \(page) is not what the service's API answers with."
        case .unknownGroup(let name): "There is no column \"\(name)\" that may be used as a group."
        case .noPages: "LimeSurvey's answers are imported from its CSV export."
        case .severalTables: "Tables are read one at a time; several files at once are pages of a service's API."
        case .nothing: "There are no answers in it."
        }
    }
}

extension SurveyImport {
    /// Whatever a service exports: pages of its API, which are JSON, or one CSV file.
    package static func read(
        _ files: [Data], of source: Source, name: String, group: String? = nil, questions: [String: String] = [:],
        rules: PrivacyRules
    ) throws(ImportTrouble) -> SurveyImport {
        let blank: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF]
        let areJSON = files.map { $0.first { !blank.contains($0) } == UInt8(ascii: "{") }
        if !areJSON.contains(false) {
            guard group == nil else { throw .unknownGroup(group ?? "") }
            return try pages(files, of: source, questions: questions, rules: rules)
        }
        guard files.count == 1 else { throw .severalTables }
        return try file(files[0], of: source, name: name, group: group, rules: rules)
    }
}
