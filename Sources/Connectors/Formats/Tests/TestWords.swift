import Records

/// Follows what stands inside a test: how its tries ended, and what was said about it.
struct TestWords {
    private struct Level {
        /// What the text here is about; nil where it is passed over.
        var about: TestResult.Outcome?
        var captured: CapturedText?
    }

    private var levels: [Level] = []

    /// Whether all that was opened inside the test is closed.
    var isOutside: Bool { levels.isEmpty }

    mutating func open(_ tag: XMLTag, in draft: inout TestCaseDraft, dialect: TestDialect) {
        var level = Level()
        switch tag.name {
        case "failure" where dialect == .nunit && draft.isError: level.about = .error
        case "failure": level.about = .failed
        case "error" where dialect == .junit: level.about = .error
        case "skipped" where dialect == .junit, "disabled" where dialect == .junit:
            level.about = .skipped
        case "reason" where dialect == .xunit: level.about = .skipped
        case "flakyFailure": draft.noteFlaky(.failed)
        case "flakyError": draft.noteFlaky(.error)
        case "rerunFailure": draft.noteRerun(.failed)
        case "rerunError": draft.noteRerun(.error)
        case "message", "Message":
            level.captured = CapturedText(limit: TestCaseDraft.longestMessage)
            level.about = levels.last?.about ?? (dialect == .trx ? .passed : .skipped)
        default: break
        }
        if let about = level.about, level.captured == nil {
            draft.note(about)
            draft.say(tag["message"] ?? "", about: about)
            level.captured = CapturedText(limit: TestCaseDraft.longestMessage)
        }
        levels.append(level)
    }

    mutating func text(_ bytes: UnsafeRawBufferPointer) {
        guard !levels.isEmpty else { return }
        levels[levels.count - 1].captured?.append(bytes)
    }

    mutating func close(in draft: inout TestCaseDraft) {
        guard let level = levels.popLast(), let about = level.about, let captured = level.captured
        else { return }
        draft.say(captured.text, about: about)
    }
}
