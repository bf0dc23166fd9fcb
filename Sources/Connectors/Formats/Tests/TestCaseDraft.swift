import Records

/// A test whose end has not come yet.
struct TestCaseDraft {
    /// Bytes of a message that are kept.
    static let longestMessage = 2_000

    /// What tells it from other tests; nil where nothing does.
    var identity: [String]?
    var name: String
    var file: String?
    var seconds: Double?
    /// Of Visual Studio: where its class is told.
    var definition: String?
    private var outcome: TestResult.Outcome
    private var message: (outcome: TestResult.Outcome, text: String)?
    /// Tries that failed before one passed, and tries after the first failed.
    private var flaky: [TestResult.Outcome] = []
    private var reruns: [TestResult.Outcome] = []

    init(_ tag: XMLTag, dialect: TestDialect) {
        let isByMethod = dialect == .xunit && !(tag["method"] ?? "").isEmpty
        let group = dialect == .xunit ? tag["type"] : tag["classname"]
        let own = (dialect == .trx ? tag["testName"] : tag["name"]) ?? ""
        definition = dialect == .trx ? tag["testId"] : nil
        let key = [group, isByMethod ? tag["method"] : tag["name"] ?? tag["testName"], definition]
        identity = key.contains { $0 != nil } ? key.map { $0 ?? "" } : nil
        name = Self.full(own, group: group)
        file = tag["file"]
        seconds = TestSeconds.read(tag["duration"] ?? tag["time"])
        outcome = dialect.outcome(tag) ?? .passed
    }

    /// A test's name with that of its class, unless it has that in front already.
    static func full(_ name: String, group: String?) -> String {
        guard let group, !group.isEmpty, name != group, !name.hasPrefix(group + ".") else {
            return name
        }
        return name.isEmpty ? group : "\(group).\(name)"
    }

    var isError: Bool { outcome == .error }

    mutating func note(_ outcome: TestResult.Outcome) { self.outcome = max(self.outcome, outcome) }
    mutating func noteFlaky(_ outcome: TestResult.Outcome) { flaky.append(outcome) }
    mutating func noteRerun(_ outcome: TestResult.Outcome) { reruns.append(outcome) }

    /// The worst outcome's words are kept, and of several such the first.
    mutating func say(_ text: String, about outcome: TestResult.Outcome) {
        let text = text.trimming()
        guard !text.isEmpty, message.map({ outcome > $0.outcome }) ?? true else { return }
        message = (outcome, text)
    }

    func result(suite: String, file: String?) -> TestResult {
        var result = TestResult(
            suite: suite, name: name, file: self.file ?? file, outcome: outcome, seconds: seconds,
            message: message?.text)
        if let last = reruns.last {
            result.earlier = [outcome] + reruns.dropLast()
            result.outcome = last
        } else {
            result.earlier = flaky
        }
        return result
    }

    /// Of all tries; what a report counts.
    var worst: TestResult.Outcome { reruns.max().map { max($0, outcome) } ?? outcome }
}

extension String {
    fileprivate func trimming() -> String {
        let start = firstIndex { !$0.isWhitespace } ?? endIndex
        let end = lastIndex { !$0.isWhitespace }.map(index(after:)) ?? start
        return String(self[start..<max(start, end)])
    }
}
