import Records

/// Words for how a run stands and how it ended, as scripts and tools write them.
enum PushedWords {
    static let results = "succeeded, failed, cancelled or skipped"

    static func result(_ word: String, _ field: @autoclosure () -> String) throws -> Build.Result {
        switch word.lowercased() {
        case "succeeded", "success", "successful", "passed": return .succeeded
        case "failed", "failure", "error": return .failed
        case "cancelled", "canceled", "cancel", "aborted": return .cancelled
        case "skipped": return .skipped
        default: throw MappingTrouble.wrong(field(), found: word, wanted: results)
        }
    }

    static func state(_ word: String, _ field: @autoclosure () -> String) throws -> Build.State {
        switch word.lowercased() {
        case "queued", "pending", "waiting": return .queued
        case "running", "started", "in_progress", "in progress": return .running
        case "finished", "done", "completed": return .finished
        default: throw MappingTrouble.wrong(field(), found: word, wanted: "queued, running or finished")
        }
    }
}

/// How a run stands: what a script says, and where it says nothing, what follows from its times.
struct PushedRun {
    let state: Build.State
    let result: Build.Result?
    let originalState: String?
    let originalResult: String?
    let queuedAt: Int64?
    let startedAt: Int64?
    let finishedAt: Int64?

    /// - Parameter queued: The field that says since when it waits.
    init(_ fields: Fields, queued: FieldName) throws {
        queuedAt = try fields.mayInstant(queued)
        startedAt = try fields.mayInstant("started_at")
        finishedAt = try fields.mayInstant("finished_at")
        originalState = try fields.text("state")
        originalResult = try fields.text("result")
        let result = try originalResult.map { try PushedWords.result($0, fields.path("result")) }
        let told = try originalState.map { try PushedWords.state($0, fields.path("state")) }
        state = told ?? (result != nil || finishedAt != nil ? .finished : startedAt != nil ? .running : .queued)
        if state == .finished, result == nil { throw MappingTrouble.missing(fields.path("result")) }
        if state == .finished, finishedAt == nil { throw MappingTrouble.missing(fields.path("finished_at")) }
        if state != .finished, result != nil {
            throw MappingTrouble.wrong(
                fields.path("result"), found: originalResult ?? "", wanted: "left out until it is finished")
        }
        self.result = result
        if let startedAt, let finishedAt, finishedAt < startedAt {
            throw MappingTrouble.wrong(
                fields.path("finished_at"), found: try fields.text("finished_at") ?? "",
                wanted: "no earlier than started_at")
        }
    }
}
