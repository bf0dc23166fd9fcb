extension Person.Kind {
    /// What kind of actor a signature looks like, by documented lists (`docs/guide/people.md`) and by the endings that
    /// forges give to machine accounts. A decision of the team wins over it.
    package init(lookingAt signature: Signature) {
        let name = signature.name.lowercased()
        let address = EmailAddress(signature.email)
        if Self.isAgent(name: name, address: address) {
            self = .agent
        } else if Self.isBot(name: name, address: address) {
            self = .bot
        } else {
            self = .human
        }
    }

    /// An address of an AI tool, whatever name stands before it.
    static func isAgent(_ address: EmailAddress) -> Bool {
        agentAddresses.contains(address.text) || agentDomains.contains(address.domain)
    }

    private static func isAgent(name: String, address: EmailAddress) -> Bool {
        if isAgent(address) { return true }
        return [name, address.forgeLogin ?? ""].contains { agentNames.contains(withoutBotEnding($0)) }
            || agentAccounts.contains(name) || agentAccounts.contains(address.forgeLogin ?? "")
    }

    private static func isBot(name: String, address: EmailAddress) -> Bool {
        if botAddresses.contains(address.text) { return true }
        return [name, address.forgeLogin ?? ""].contains { text in
            ["[bot]", "-bot", "_bot"].contains { text.hasSuffix($0) } || botNames.contains(text)
        }
    }

    private static func withoutBotEnding(_ text: String) -> String {
        text.hasSuffix("[bot]") ? String(text.dropLast(5)) : text
    }

    /// Names that no human bears. "Claude", "Devin", "Gemini" and "Jules" are given names as well: these count only as an
    /// account that ends in [bot], or by their address.
    private static let agentNames: Set<String> = [
        "aider", "amazon q", "amazon-q-developer", "amp", "chatgpt-codex-connector", "claude code", "claude-code",
        "cline", "codex", "codex cli", "codegen-sh", "copilot", "copilot-swe-agent", "cursor agent", "cursoragent",
        "devin ai", "devin-ai-integration", "gemini cli", "gemini-cli", "gemini-code-assist", "github copilot",
        "google-labs-jules", "openai codex", "opencode", "openhands", "roo code", "roomote", "sourcery-ai", "sweep-ai",
        "windsurf",
    ]
    private static let agentAccounts: Set<String> = [
        "claude[bot]", "cursor[bot]", "devin[bot]", "gemini[bot]", "jules[bot]",
    ]
    private static let agentAddresses: Set<String> = [
        "81847+claude@users.noreply.github.com", "amp@ampcode.com", "codex@openai.com", "cursoragent@cursor.com",
        "gemini-code-assist@google.com", "noreply@aider.chat", "noreply@anthropic.com", "noreply@openai.com",
        "openhands@all-hands.dev", "claude@anthropic.com",
    ]
    private static let agentDomains: Set<String> = ["aider.chat"]

    private static let botNames: Set<String> = [
        "allcontributors", "bors", "codecov", "crowdin", "dependabot", "dependabot-preview", "depfu", "github action",
        "github actions", "github-actions", "gitlab-ci", "greenkeeper", "homu", "imgbot", "jenkins",
        "k8s-ci-robot", "mergify", "netlify", "pre-commit-ci", "renovate", "scala-steward", "semantic-release",
        "snyk bot", "sonarcloud", "swift-ci", "travis ci", "travis-ci", "vercel", "weblate", "web-flow",
    ]
    private static let botAddresses: Set<String> = [
        "action@github.com", "actions@github.com", "bot@renovateapp.com", "greenkeeper@users.noreply.github.com",
        "hosted@weblate.org", "noreply@github.com", "renovate@whitesourcesoftware.com",
        "semantic-release-bot@martynus.net",
        "support@dependabot.com", "support@greenkeeper.io", "travis@travis-ci.org",
    ]
}
