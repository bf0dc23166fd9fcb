import Features
import Foundation
import Records

/// A record in one line: what it is called, when it was, and a few words.
struct RecordLine {
    let name: String
    /// In UTC, to the minute; empty where the record has none.
    let date: String
    let words: String

    init(_ record: Record) {
        switch record {
        case .repository(let it): self.init(it.key, it.createdAt, [it.defaultBranch])
        case .account(let it): self.init(it.key, nil, [it.login, it.kind.rawValue, it.name])
        case .hostTeam(let it):
            self.init(it.key, nil, [it.name, it.members.map { "\($0.accounts.count) members" }])
        case .pullRequest(let it): self.init(it.key, it.createdAt, [it.state.rawValue, it.title])
        case .pullRequestEvent(let it):
            self.init(it.key, it.at, [it.verdict?.rawValue, it.actor.map { "by \($0.id)" }])
        case .pullRequestCommit(let it): self.init(it.pullRequest, it.authoredAt, [it.commit, it.authorName])
        case .pullRequestFiles(let it): self.init(it.pullRequest, nil, ["changes \(it.files.count) files", it.head])
        case .review(let it): self.init(it.key, it.submittedAt, [it.verdict.rawValue, "on \(it.pullRequest.id)"])
        case .comment(let it): self.init(it.key, it.createdAt, ["on \(it.subject.id)", it.path])
        case .workItem(let it): self.init(it.key, it.createdAt, [it.state.rawValue, it.kind.rawValue, it.title])
        case .workItemChange(let it):
            self.init(it.workItem, it.at, [it.originalField, "from \(it.from ?? "–") to \(it.to ?? "–")"])
        case .workItemLink(let it): self.init(it.pullRequest, nil, ["is about \(it.reference)"])
        case .obstacleSighting(let it):
            self.init(
                it.pullRequest, nil, [it.kind.rawValue, it.stands ? "stands in the way" : "is not there", it.what])
        case .sprint(let it): self.init(it.key, it.endAt, [it.state.rawValue, it.name])
        case .build(let it): self.init(it.key, it.startedAt, [it.state.rawValue, it.result?.rawValue, it.name])
        case .job(let it): self.init(it.key, it.startedAt, [it.state.rawValue, it.result?.rawValue, it.name])
        case .deployment(let it):
            self.init(it.key, it.createdAt, [it.environment.rawValue, it.state.rawValue, it.result?.rawValue])
        case .incident(let it): self.init(it.key, it.startedAt, [it.severity, it.title])
        case .release(let it): self.init(it.key, it.publishedAt, [it.tag, it.name])
        case .analysis(let it): self.init(it.key, it.at, ["\(it.minutes) minutes", "\(it.lines) lines"])
        case .testResult(let it): self.init("\(it.suite) \(it.name)", nil, [it.outcome.rawValue])
        case .coverage(let it): self.init(it.path, nil, ["\(it.linesCovered) of \(it.linesCoverable) lines"])
        case .finding(let it): self.init(it.path ?? it.tool, nil, [it.level.rawValue, it.rule, it.message])
        }
    }

    /// All three, for a terminal.
    var text: String { [name, date, words].filter { !$0.isEmpty }.map(Printable.text).joined(separator: "  ") }

    private init(_ key: RecordKey, _ at: Int64?, _ words: [String?]) { self.init(key.id, at, words) }

    private init(_ name: String, _ at: Int64?, _ words: [String?]) {
        self.name = name
        date = at.map { Date(timeIntervalSince1970: Double($0)).ISO8601Format().prefix(16) + "Z" } ?? ""
        self.words = words.compactMap(\.self).joined(separator: "  ")
    }
}
