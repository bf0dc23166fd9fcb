/// What the page of decision records draws.
package struct DecisionRecordsDetails: Codable, Hashable, Sendable {
    package struct Record: Codable, Hashable, Sendable {
        package var path: String
        /// From the file name; nil where it has none.
        package var number: Int?
        package var title: String
        /// As written, in lower case, without links: "superseded by 9" becomes "superseded".
        package var status: String?
        /// As written: "2026-03-02".
        package var date: String?
        /// Options that were considered.
        package var options: Int
        /// Numbers of the records that it replaces, and of those that replace it.
        package var supersedes: [Int]
        package var supersededBy: [Int]
    }

    package struct Problem: Codable, Hashable, Sendable {
        package enum Severity: String, Codable, Sendable {
            case error, warning
        }
        package enum Rule: String, Codable, Sendable {
            case gap
            case duplicateNumber = "duplicate-number"
            case missingBackLink = "missing-back-link"
            case danglingLink = "dangling-link"
            case missingStatus = "missing-status"
            case missingDeciders = "missing-deciders"
        }

        package var severity: Severity
        package var rule: Rule
        /// The record to open; for a gap the one after it.
        package var path: String
        /// What is wrong and what would mend it.
        package var sentence: String
    }

    /// By folder, number and path.
    package var records: [Record]
    package var problems: [Problem]
    /// Where they lie.
    package var folders: [String]
}
