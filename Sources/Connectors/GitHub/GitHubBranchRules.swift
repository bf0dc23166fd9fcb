import Foundation
import Records

/// What has to hold before something may be merged into a repository's usual branch: as rulesets say it, which everybody may
/// read, and as the older protection of the branch does, which only those may who administer it.
struct GitHubBranchRules: Decodable {
    struct Branch: Decodable {
        struct Protection: Decodable {
            var enabled: Bool?
            var checks: Checks?

            private enum CodingKeys: String, CodingKey {
                case enabled
                case checks = "required_status_checks"
            }
        }

        var protected: Bool?
        var protection: Protection?

        /// Whether the older protection holds for it.
        var isProtected: Bool? { protection?.enabled ?? protected }
    }

    struct Rule: Decodable {
        struct Parameters: Decodable {
            var approvals: Int?
            var checks: [Check]?

            private enum CodingKeys: String, CodingKey {
                case approvals = "required_approving_review_count"
                case checks = "required_status_checks"
            }
        }

        var type: String
        var parameters: Parameters?
    }

    struct Check: Decodable { var context: String }

    /// As the older protection has them, once by name alone and once with the app that they are to come from.
    struct Checks: Decodable {
        var contexts: [String]?
        var checks: [Check]?
        var level: String?

        var names: [String] { level == "off" ? [] : (contexts ?? []) + (checks ?? []).map(\.context) }

        private enum CodingKeys: String, CodingKey {
            case contexts, checks
            case level = "enforcement_level"
        }
    }

    struct Protection: Decodable {
        var reviews: Rule.Parameters?
        var checks: Checks?

        private enum CodingKeys: String, CodingKey {
            case reviews = "required_pull_request_reviews"
            case checks = "required_status_checks"
        }
    }

    var branch: Branch?
    var rules: [Rule]?
    var protection: Protection?

    /// Nil where what could be read asks for none, and the rest could not be read.
    var requiredApprovals: Int? {
        let ruled = rules.map { $0.filter { $0.type == "pull_request" }.compactMap(\.parameters?.approvals).max() ?? 0 }
        let older = protection.map { $0.reviews?.approvals ?? 0 } ?? (branch?.isProtected == false ? 0 : nil)
        let most = [ruled, older].compactMap(\.self).max()
        return ruled != nil && older != nil || most ?? 0 > 0 ? most : nil
    }

    /// Those of rulesets and of the older protection. Nil where what could be read asks for none, and the rest could not be read.
    var requiredChecks: RequiredChecks? {
        let ruled = rules.map { rules in
            rules.filter { $0.type == "required_status_checks" }.flatMap { $0.parameters?.checks ?? [] }.map(\.context)
        }
        let told = branch?.protection?.checks?.names ?? (branch?.isProtected == false ? [] : nil)
        let older = protection.map { $0.checks?.names ?? [] } ?? told
        let all = Set((ruled ?? []) + (older ?? [])).sorted()
        return ruled != nil && older != nil || !all.isEmpty ? .named(all) : nil
    }
}

extension GitHubReadings {
    /// The repository by itself: its name, its branch, whether it is archived; and what its usual branch asks for.
    var itself: Reading {
        let base = "repos/\(repository)"
        return Reading("\(repository) itself", start: { _ in [SyncStep(SyncStep.head, base)] }) { step, reply, _ in
            var outcome = StepOutcome()
            let body = try step.after.map { try Self.joined($0, step.role, reply) } ?? reply.body
            // Of the steps on the way only the last that could be made says more than the one before it.
            if step.role != "branch" { outcome.answers = [RawAnswer(category: "repositories", body: body)] }
            if let next = Self.step(after: step, base, body) { outcome.steps = [next] }
            return outcome
        }.with { $0.every = Self.week }
    }

    private struct Told: Decodable {
        var branch: String?

        private enum CodingKeys: String, CodingKey { case branch = "default_branch" }
    }

    private static func step(after step: SyncStep, _ base: String, _ body: Data) -> SyncStep? {
        guard let name = (try? JSONDecoder().decode(Told.self, from: body))?.branch,
            let branch = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
        else { return nil }
        var next: SyncStep
        switch step.role {
        case SyncStep.head: next = SyncStep("branch", "\(base)/branches/\(branch)")
        case "branch": next = SyncStep("rules", "\(base)/rules/branches/\(branch)?per_page=100")
        case "rules":
            let rules = try? JSONDecoder().decode(GitHubBranchRules.self, from: body)
            guard rules?.branch?.isProtected != false else { return nil }
            next = SyncStep("protection", "\(base)/branches/\(branch)/protection")
        default: return nil
        }
        next.after = String(decoding: body, as: UTF8.self)
        return next
    }

    /// A part of an object, put into it under a name.
    private static func joined(_ object: String, _ name: String, _ part: ToolReply) throws -> Data {
        guard let end = object.lastIndex(of: "}") else {
            throw AskingTrouble.unreachable("a repository is not an object")
        }
        return Data(object[..<end].utf8) + Data(",\"\(name)\":".utf8) + part.body + Data("}".utf8)
    }
}
