import Records

extension TestResult {
    static let table = RecordTable(
        "test_result",
        [
            .init("suite", .text), .init("name", .text), .init("file", .text), .init("outcome", .text),
            .init("seconds", .real), .init("earlier", .list), .init("message", .text),
        ])
}

extension FileCoverage {
    static let table = RecordTable(
        "file_coverage", [.init("path", .text), .init("lines", .list), .init("branches", .list)])
}

extension CodeFinding {
    static let table = RecordTable(
        "code_finding",
        [
            .init("tool", .text), .init("rule", .text), .init("level", .text), .init("message", .text),
            .init("path", .text), .init("line", .integer), .init("fingerprint", .text), .init("is_suppressed", .bool),
        ])
}
