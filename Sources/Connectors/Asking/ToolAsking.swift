import Foundation

/// How tools of a kind are asked for what they know, where they can be asked at all.
package struct ToolAsking: Sendable {
    /// What was said when a tool was connected, without secrets, by the ids of its kind's settings.
    package typealias Settings = [String: String]

    /// How a token is shown.
    package let headers: @Sendable (_ token: String) -> [String: String]
    /// Where the interface is. Its limits are counted there.
    package let home: @Sendable (Settings) -> String
    /// What is to be read, by the names that the tool itself goes by: repositories, or the numbers of projects.
    package let places: @Sendable (Settings, Fetch) async throws -> [String]
    /// What could be read, to choose from: of one owner, or all that the token sees.
    package let offers: @Sendable (Settings, _ owner: String?, Fetch) async throws -> OfferedPlaces
    /// The reading of these places, and of the teams that matter there.
    package let sync: MakeSync
    /// The reading of which files pull requests change.
    package let files: MakeFiles
    /// Whether the tool takes a token at all, and what the token says of itself.
    package let token: @Sendable (Settings, Fetch) async throws -> [ToolFinding]
    /// What a token has to be allowed to read of a place; what the place itself needs comes first.
    package let probes: @Sendable (Settings, _ place: String) -> [ToolProbe]
    /// Exchanges the key of an app for tokens that hold for a while; nil where there are no apps.
    package let exchange: Exchange?
    /// Whose place a question is about, in lower case; nil where it is about none in particular.
    package let owner: @Sendable (ToolQuestion) -> String?
    /// What may be written there; nil where nothing is.
    package let writing: (@Sendable (Settings) -> any ToolWriting)?
    /// How its webhooks are set up there, in a sentence.
    package let webhooks: String

    /// - Parameters:
    ///   - teams: Names of teams and groups by the source whose they are: `acme/payments` of `github.com`.
    package typealias MakeSync =
        @Sendable (
            Settings, _ places: [String], _ teams: [String: Set<String>], _ now: @escaping @Sendable () -> Double
        ) -> Sync

    package typealias MakeFiles =
        @Sendable (
            Settings, _ places: [String], _ wanted: [WantedFiles], _ now: @escaping @Sendable () -> Double
        ) -> Sync

    /// - Parameters:
    ///   - sign: Signs as RS256 does, with the app's key.
    ///   - fetch: Asks with what the app shows for itself.
    package typealias Exchange =
        @Sendable (
            Settings, _ now: Int64, _ sign: (Data) throws -> Data, _ fetch: (String) -> Fetch
        ) async throws -> [ExchangedToken]

    package init(
        headers: @escaping @Sendable (_ token: String) -> [String: String],
        home: @escaping @Sendable (Settings) -> String,
        places: @escaping @Sendable (Settings, Fetch) async throws -> [String],
        offers: @escaping @Sendable (Settings, _ owner: String?, Fetch) async throws -> OfferedPlaces,
        sync: @escaping MakeSync,
        files: @escaping MakeFiles,
        token: @escaping @Sendable (Settings, Fetch) async throws -> [ToolFinding],
        probes: @escaping @Sendable (Settings, String) -> [ToolProbe],
        exchange: Exchange? = nil, owner: @escaping @Sendable (ToolQuestion) -> String? = { _ in nil },
        writing: (@Sendable (Settings) -> any ToolWriting)? = nil, webhooks: String
    ) {
        (self.headers, self.home, self.places, self.offers) = (headers, home, places, offers)
        (self.sync, self.files) = (sync, files)
        (self.token, self.probes, self.exchange, self.webhooks) = (token, probes, exchange, webhooks)
        (self.owner, self.writing) = (owner, writing)
    }

    /// The lines of a setting that holds several things.
    static func lines(_ text: String?) -> [String] {
        (text ?? "").split(whereSeparator: { $0.isNewline || $0 == "," })
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}

/// A token that a tool gave for a while.
package struct ExchangedToken: Hashable, Sendable {
    package var token: String
    /// Seconds since 1970.
    package var endsAt: Int64
    /// Whose places alone it opens, in lower case; nil where it opens all.
    package var owner: String?
}

/// A question that shows whether a token may read something.
package struct ToolProbe: Sendable {
    /// What is read: `Pull requests and reviews`.
    let title: String
    let question: ToolQuestion
    /// What allows it, by the tool's own words.
    let permission: String
    /// What it can mean that it is not there, beside what is not allowed.
    let absence: String

    init(_ title: String, _ url: String, permission: String, absence: String) {
        self.title = title
        question = ToolQuestion(url, headers: ["User-Agent": "tutti"])
        (self.permission, self.absence) = (permission, absence)
    }
}

/// Whether a token may read something, in a sentence.
package struct ToolFinding: Hashable, Sendable {
    package enum Outcome: String, Hashable, Sendable {
        case works
        /// It is not there. Nothing speaks against going on without it.
        case absent
        case lacking
    }

    package var title: String
    package var outcome: Outcome
    package var sentence: String

    package init(_ title: String, _ outcome: Outcome, _ sentence: String) {
        (self.title, self.outcome, self.sentence) = (title, outcome, sentence)
    }
}

extension ToolAsking {
    /// More places are not asked one by one for a check.
    private static let most = 20

    /// What each token may read, and what it lacks.
    ///
    /// - Parameter fetches: Of each token its own; at least one.
    /// - Throws: `AskingTrouble` where nothing can be found out: the tool is not reached, or takes no token.
    package func findings(_ settings: Settings, _ fetches: [Fetch]) async throws -> [ToolFinding] {
        var all: [ToolFinding] = []
        var names: [String] = []
        for (number, fetch) in fetches.enumerated() {
            var findings = try await token(settings, fetch)
            if number == 0 {
                do { names = try await places(settings, fetch) } catch AskingTrouble.absent(let url) {
                    findings.append(Self.absent(url))
                }
            }
            if let first = names.first {
                findings += try await probes(settings, first).asyncMap { try await $0.finding(fetch, at: first) }
            } else if !findings.contains(where: { $0.outcome == .lacking }) {
                findings.append(ToolFinding("What to read", .lacking, "The token sees nothing that could be read."))
            }
            if fetches.count > 1 { findings = findings.map { $0.titled("Token \(number + 1): \($0.title)") } }
            all += findings
        }
        guard let fetch = fetches.first else { return all }
        for place in names.dropFirst().prefix(Self.most) {
            guard let probe = probes(settings, place).first else { continue }
            let finding = try await probe.finding(fetch, at: place)
            if finding.outcome != .works { all.append(finding) }
        }
        if names.count > 1 { all.append(Self.count(names.count)) }
        return all
    }

    private static func absent(_ url: String) -> ToolFinding {
        ToolFinding("What to read", .lacking, AskingTrouble.absent(url: url).description)
    }

    private static func count(_ count: Int) -> ToolFinding {
        let limit = count > most + 1 ? "; the first \(most + 1) of them were looked at" : ""
        return ToolFinding("Places", .works, "\(count) will be read\(limit).")
    }
}

extension ToolFinding {
    fileprivate func titled(_ title: String) -> ToolFinding { ToolFinding(title, outcome, sentence) }
}

extension ToolProbe {
    func finding(_ fetch: Fetch, at place: String) async throws -> ToolFinding {
        let name = title.replacing("{place}", with: place)
        do {
            _ = try await fetch.reply(to: question)
            return ToolFinding(name, .works, "The token may read it.")
        } catch AskingTrouble.tooLittleScope(_, let lacks, let has) {
            let told = lacks.map { "; the tool asks for “\($0)”" } ?? ""
            let own = has.map { $0.isEmpty ? ", and the token has no scope" : ", and the token has “\($0)”" } ?? ""
            return ToolFinding(name, .lacking, "The token lacks \(permission)\(told)\(own).")
        } catch AskingTrouble.absent {
            return ToolFinding(name, isPlace ? .lacking : .absent, "\(absence), or the token lacks \(permission).")
        } catch AskingTrouble.unexpected(let status, _) where !isPlace {
            return ToolFinding(name, .absent, "That could not be found out: the tool answered with \(status).")
        }
    }

    /// Whether it is the place itself that is asked for: without it there is nothing to read.
    private var isPlace: Bool { title.contains("{place}") }
}

extension Sequence {
    fileprivate func asyncMap<Value>(_ body: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}
