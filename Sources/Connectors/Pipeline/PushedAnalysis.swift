import Records

/// What mending all findings of a commit would take, as a script tells it; told again of the same commit, it is the same analysis:
///
///     {"repository": "acme/checkout", "commit": "2bd7f3…", "branch": "main", "analysed_at": "2025-03-04T09:41:00Z",
///      "minutes": 14400, "lines": 12000, "rules": "swiftlint 0.57, costs of March", "without_cost": 3}
struct PushedAnalysis: Decodable {
    let repository: String
    let commit: String
    let branch: String?
    let at: Int64
    let minutes: Double
    let lines: Int
    let rules: String
    let withoutCost: Int

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        func text(_ name: FieldName) throws -> String {
            guard let text = try fields.text(name) else { throw MappingTrouble.missing(fields.path(name)) }
            return text
        }
        repository = try text("repository")
        commit = try text("commit")
        branch = try fields.text("branch")
        at = try fields.instant("analysed_at")
        minutes = try fields.need("minutes")
        lines = try fields.need("lines")
        rules = try text("rules")
        withoutCost = try fields.may("without_cost") ?? 0
        guard minutes >= 0 else {
            throw MappingTrouble.wrong(fields.path("minutes"), found: "\(minutes)", wanted: "at least 0")
        }
        guard lines >= 1 else {
            throw MappingTrouble.wrong(fields.path("lines"), found: "\(lines)", wanted: "at least 1")
        }
        guard withoutCost >= 0 else {
            throw MappingTrouble.wrong(fields.path("without_cost"), found: "\(withoutCost)", wanted: "at least 0")
        }
    }

    func records() -> [Record] {
        [
            .analysis(
                DebtAnalysis(
                    key: PipelineNames.key(.analysis, [repository, commit]),
                    repository: PipelineRun.repository(repository), commit: commit, branch: branch, at: at,
                    minutes: minutes, lines: lines, rules: rules, withoutCost: withoutCost))
        ]
    }
}
