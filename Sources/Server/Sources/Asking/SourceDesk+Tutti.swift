import Connectors
import Features
import Records

extension SourceDesk {
    /// Every kind that can be asked, by these ways out.
    package static func tutti(_ tools: SourceTools) -> SourceDesk {
        let asked = Connector.all.compactMap { connector in connector.asking.map { (connector, $0) } }
        return SourceDesk(
            kinds: asked.map { Kind($0.kind, webhooks: $1.webhooks) },
            check: { kind, settings, secrets in
                guard let asking = asked.first(where: { $0.0.id == kind })?.1 else { return SourceCheck([]) }
                return await tools.check(asking, settings, secrets)
            })
    }
}

extension SourceTools {
    /// What each token may read. Nobody waits long for it.
    func check(
        _ asking: ToolAsking, _ settings: ToolAsking.Settings, _ secrets: SourceSecrets
    ) async -> SourceCheck {
        do {
            var fetches: [Fetch] = []
            let tokens: [String?] = secrets.privateKey == nil ? secrets.tokens : [nil]
            for token in tokens {
                fetches.append(try await fetch(asking, settings, secrets, .check, token: token))
            }
            return SourceCheck(try await asking.findings(settings, fetches).map { SourceCheck.Finding($0) })
        } catch let trouble as AskingTrouble {
            return SourceCheck([], trouble: SourceCheck.Trouble(trouble))
        } catch { return SourceCheck([], trouble: .network("There was no whole answer: \(error).")) }
    }
}

extension SourceCheck.Finding {
    init(_ finding: ToolFinding) {
        let outcome: Outcome =
            switch finding.outcome {
            case .works: .works
            case .absent: .absent
            case .lacking: .lacking
            }
        self.init(finding.title, outcome, finding.sentence)
    }
}

extension SourceCheck.Trouble {
    init(_ trouble: AskingTrouble) {
        switch trouble {
        case .refused:
            self = .notAllowed("\(trouble) Start the server with --allow-outgoing to let it.")
        case .tokenRefused, .tooLittleScope, .absent: self = .notAllowed(trouble.description)
        case .limited, .unreachable, .cursorExpired, .unexpected, .declined:
            self = .network(trouble.description)
        }
    }
}
