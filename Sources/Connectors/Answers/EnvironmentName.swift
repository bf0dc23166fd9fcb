import Records

extension Deployment.Environment {
    /// What an environment's own name says, where neither the source nor the team does.
    ///
    /// Words are looked for in the order that keeps `pre-production` from being production.
    package init(named name: String) {
        let words = name.lowercased().split { !$0.isLetter }.map(String.init)
        let text = words.joined(separator: "-")
        if text.contains("pre-prod") || text.contains("preprod") || text.contains("non-prod")
            || text.contains("nonprod")
        {
            self = .staging
        } else if words.contains(where: { $0.hasPrefix("prod") || $0 == "live" || $0 == "prd" }) {
            self = .production
        } else if words.contains(where: { $0.hasPrefix("stag") || $0 == "stg" || $0 == "uat" || $0.hasPrefix("accept") }
        ) {
            self = .staging
        } else if words.contains(where: { $0.hasPrefix("test") || $0.hasPrefix("dev") || $0 == "qa" || $0 == "ci" }) {
            self = .testing
        } else if words.contains(where: { $0 == "review" || $0 == "preview" || $0 == "sandbox" }) {
            self = .testing
        } else {
            self = .unknown
        }
    }
}
