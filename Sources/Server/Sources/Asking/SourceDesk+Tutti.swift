import Connectors
import Features
import Foundation
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
            },
            offer: { kind, settings, secrets, owner in
                guard let (connector, asking) = asked.first(where: { $0.0.id == kind }) else { return SourceOffer([]) }
                return await tools.offer(connector.kind, asking, settings, secrets, owner: owner)
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

extension SourceTools {
    /// What could be read. It is kept for a few minutes, so that looking for a word in it asks nothing again.
    func offer(
        _ kind: SourceKind, _ asking: ToolAsking, _ settings: ToolAsking.Settings, _ secrets: SourceSecrets,
        owner: String?
    ) async -> SourceOffer {
        // What was chosen before says nothing of what there is.
        let ids = Set(kind.settings.filter { $0.kind == .address || $0.kind == .text }.map(\.id))
        let settings = settings.filter { ids.contains($0.key) }
        do {
            let found = try await offers.offered(settings, secrets, owner: owner, at: now()) {
                let fetch = try await fetch(asking, settings, secrets, .check)
                return try await asking.offers(settings, owner, fetch)
            }
            let places = found.places.map {
                SourceOffer.Place($0.name, isArchived: $0.isArchived, isFork: $0.isFork)
            }
            return SourceOffer(places, isCut: found.isCut)
        } catch let trouble as AskingTrouble {
            return SourceOffer([], trouble: SourceCheck.Trouble(trouble))
        } catch { return SourceOffer([], trouble: .network("There was no whole answer: \(error).")) }
    }
}

/// Lists that somebody is choosing from, kept in memory alone.
actor KeptOffers {
    private struct Name: Hashable {
        var settings: ToolAsking.Settings
        var secrets: SourceSecrets
        var owner: String?
    }

    private var known: [Name: (offered: OfferedPlaces, at: Date)] = [:]

    private static let life: TimeInterval = 300

    func offered(
        _ settings: ToolAsking.Settings, _ secrets: SourceSecrets, owner: String?, at now: Date,
        _ ask: @Sendable () async throws -> OfferedPlaces
    ) async throws -> OfferedPlaces {
        let name = Name(settings: settings, secrets: secrets, owner: owner)
        known = known.filter { abs(now.timeIntervalSince($0.value.at)) < Self.life }
        if let found = known[name] { return found.offered }
        let offered = try await ask()
        known[name] = (offered, now)
        return offered
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
