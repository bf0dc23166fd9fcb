import Features
import Foundation
import Records
import Server
import Store

/// Who is who in what was imported.
struct Accounts: Sendable {
    let database: any Database
    /// The folder for copies of what lies behind URLs.
    let mirrors: String

    /// Everybody, repository by repository, as recognised now.
    func everybody(in wanted: String? = nil) async throws -> [(repository: Repository, people: WhoIsWho)] {
        let evidence = try await database.read { connection in
            try connection.repositories().filter { wanted == nil || $0.id == wanted }.map { repository in
                Evidence.gather(
                    repository, history: try connection.history(of: repository.id),
                    snapshot: try connection.snapshot(of: repository.id)
                        ?? Snapshot(head: try repository.head ?? Snapshot.noTree()),
                    tags: [], decisions: try connection.identityDecisions(), timeframe: Timeframe(end: .max))
            }
        }
        if evidence.isEmpty {
            throw CommandTrouble(
                wanted.map { "There is no repository called \"\($0)\" in the database." }
                    ?? "Nothing was imported yet. Bring a history in with `tutti import git PATH`.")
        }
        return evidence.map { ($0.repository, WhoIsWho($0)) }
    }

    /// The signature that somebody means: `Name <address>`, or an address alone, which stands for its name with most commits.
    func signature(_ text: String) async throws -> Signature {
        let uses = try await database.read { try $0.signatureUses() }
        let (name, email) = Self.parts(text)
        let matching = uses.filter {
            $0.signature.email.lowercased() == email.lowercased() && (name == nil || $0.signature.name == name)
        }
        guard let best = matching.max(by: { ($0.commits, $1.signature) < ($1.commits, $0.signature) }) else {
            let nearest = Nearest.name(
                to: email, among: Array(Set(uses.map { $0.signature.email.lowercased() })).sorted())
            let guess = nearest.map { " Did you mean \($0)?" } ?? " `tutti people list` shows who has."
            throw CommandTrouble("Nobody has written as \"\(text)\" in what was imported.\(guess)")
        }
        return best.signature
    }

    /// Keeps a decision, and measures anew what it changes.
    func decide(_ decision: IdentityDecision, mirrors: String) async throws {
        try await database.write { try $0.add(decision) }
        let measurer = Measurer(database: database, mirrors: mirrors, now: { Date() })
        let affected = try await database.read { connection in
            let users = try connection.signatureUses().filter {
                $0.signature == decision.first || $0.signature == decision.second
            }
            let ids = Set(users.map(\.repository))
            return try connection.repositories().filter { ids.contains($0.id) }
        }
        for repository in affected { try await measurer.run(repository.id) }
    }

    private static func parts(_ text: String) -> (name: String?, email: String) {
        guard let match = text.wholeMatch(of: #/\s*(.*?)\s*<([^<>]*)>\s*/#) else {
            return (nil, text.trimmingCharacters(in: .whitespaces))
        }
        return (match.output.1.isEmpty ? nil : String(match.output.1), String(match.output.2))
    }
}
