import Records
import Store

/// What a connection writes at the pull requests that it reads. Nothing, unless an administrator switched it on.
package struct WriteBackChoice: Hashable, Sendable {
    package enum Form: String, CaseIterable, Hashable, Sendable {
        /// Commit statuses.
        case statuses
        /// One comment that is edited.
        case comment
    }

    package enum Part: String, CaseIterable, Hashable, Sendable {
        /// What the description lacks.
        case description
        /// How the review agreement stands.
        case review
    }

    package var form: Form
    package var parts: Set<Part>

    /// Nil without anything to write.
    package init?(_ form: Form, _ parts: Set<Part>) {
        guard !parts.isEmpty else { return nil }
        (self.form, self.parts) = (form, parts)
    }

    /// As it is kept: `statuses description review`.
    package init?(text: String) {
        let words = text.split(separator: " ").map(String.init)
        guard let form = words.first.flatMap(Form.init) else { return nil }
        self.init(form, Set(words.dropFirst().compactMap(Part.init)))
    }

    package var text: String {
        ([form.rawValue] + Part.allCases.filter(parts.contains).map(\.rawValue)).joined(separator: " ")
    }
}

extension SourceConnection {
    private static let writes = "writes"

    /// What it writes; nil for nothing.
    package var writeBack: WriteBackChoice? {
        get { settings[Self.writes].flatMap { WriteBackChoice(text: $0) } }
        set { settings[Self.writes] = newValue?.text }
    }

    private static let reviewers = "reviewers"

    /// Whether people here may have it ask for another reviewer.
    package var asksReviewers: Bool {
        get { settings[Self.reviewers] != nil }
        set { settings[Self.reviewers] = newValue ? "on" : nil }
    }
}

extension Connection {
    /// Switches on or off what a connection writes.
    package func setWriteBack(
        _ choice: WriteBackChoice?, of id: SourceConnection.ID, by actor: AuditEntry.Actor, at now: Int64
    ) throws {
        guard var connection = try sourceConnection(id), connection.writeBack != choice else { return }
        connection.writeBack = choice
        try save(connection)
        try audit(choice == nil ? .writingOff : .writingOn, of: id, by: actor, at: now)
    }

    /// Lets people here have a connection ask for other reviewers, or no more.
    package func letAskReviewers(
        _ isLet: Bool, of id: SourceConnection.ID, by actor: AuditEntry.Actor, at now: Int64
    ) throws {
        guard var connection = try sourceConnection(id), connection.asksReviewers != isLet else { return }
        connection.asksReviewers = isLet
        try save(connection)
        try audit(isLet ? .reviewersOn : .reviewersOff, of: id, by: actor, at: now)
    }
}
