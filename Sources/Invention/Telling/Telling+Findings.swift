import Records

extension Telling {
    /// What a tool finds in a build. Each finding came in at one time and is mended at another, so that one build has nearly those
    /// of the build before.
    func findings(of plan: PlannedBuild, _ repository: Organisation.Repository) -> [CodeFinding] {
        let week = organisation.weeks(until: plan.finishedAt)
        return repository.modules.enumerated().flatMap { place, module in
            (0..<60).compactMap { number -> CodeFinding? in
                var dice = Dice(seed: organisation.seed, 9, plan.repository, place, number)
                let since = dice.unit() * 78 - 52
                // What one person alone knows is mended later.
                let stays = dice.logNormal(median: module.keeper == nil ? 18 : 40, spread: 0.8)
                guard since <= week, week < since + stays else { return nil }
                return finding(number, in: module, &dice)
            }
        }
    }

    private func finding(_ number: Int, in module: Organisation.Module, _ dice: inout Dice) -> CodeFinding {
        let rule = dice.pick(InventedCosts.rules)
        return CodeFinding(
            tool: "inspect", rule: rule, level: dice.chance(0.2) ? .error : .warning,
            message: "\(rule.replacing("-", with: " ")) in \(module.name)",
            path: "src/\(module.name)/\(InventedSources.files[dice.place(InventedSources.shares)]).py",
            line: dice.whole(8...120), fingerprint: "\(module.name)-\(number)")
    }

    /// What mending these would take, by what the team had agreed that each rule costs.
    func analysis(of plan: PlannedBuild, _ findings: [CodeFinding]) -> DebtAnalysis {
        let weeks = organisation.weeks(until: plan.finishedAt)
        let isAgreed = organisation.story.complexityCost.map { weeks >= $0 } ?? true
        let known = findings.compactMap { finding in
            finding.rule == InventedCosts.complexity && !isAgreed
                ? nil : finding.rule.flatMap { InventedCosts.minutes[$0] }
        }
        let repository = organisation.repositories[plan.repository]
        let commit = repositories.name(plan.mark)
        return DebtAnalysis(
            key: organisation.key(.analysis, "\(plan.repository + 1)/\(commit)"),
            repository: organisation.repository(plan.repository), commit: commit, branch: plan.branch,
            at: plan.finishedAt, minutes: known.reduce(0, +),
            lines: InventedSources.lines(of: repository, after: weeks),
            rules: isAgreed ? "with complexity" : "without complexity", withoutCost: findings.count - known.count)
    }
}

/// What the team agreed that mending takes.
private enum InventedCosts {
    static let complexity = "complex-function"
    static let minutes = [complexity: 90.0, "unused-name": 5, "broad-exception": 20, "long-parameter-list": 40]
    static let rules = minutes.keys.sorted()
}
