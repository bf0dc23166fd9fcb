import Foundation
import Records

/// Which repository of a code host is a clone whose history is read, by address and never by name alone.
struct HostedHistories: Sendable {
    private let histories: [RecordKey: Repository.ID]

    /// - Parameter origins: where clones in folders came from.
    init(_ hosted: [HostedRepository], _ repositories: [Repository], origins: [Repository.ID: String] = [:]) {
        var clones: [String: Repository.ID] = [:]
        for repository in repositories.sorted(by: { $0.id > $1.id }) {
            let address = Self.place(repository.location) ?? origins[repository.id].flatMap(Self.place)
            if let address { clones[address] = repository.id }
        }
        var histories: [RecordKey: Repository.ID] = [:]
        for one in hosted {
            let places = [one.url.flatMap(Self.place), Self.place("https://\(one.key.source)/\(one.fullName)")]
            histories[one.key] = places.lazy.compactMap { $0.flatMap { clones[$0] } }.first
        }
        self.histories = histories
    }

    subscript(_ repository: RecordKey?) -> Repository.ID? { repository.flatMap { histories[$0] } }

    var isEmpty: Bool { histories.isEmpty }

    /// `https://host/owner/name.git`, `git@host:owner/name` and `ssh://git@host:22/owner/name` as `host/owner/name`; nil for a
    /// folder, of which nobody knows where it came from.
    static func place(_ address: String) -> String? {
        var rest = address[...]
        if let scheme = rest.range(of: "://") {
            guard !rest.hasPrefix("file:") else { return nil }
            rest = rest[scheme.upperBound...]
        } else {
            guard let colon = rest.firstIndex(of: ":"), !rest[..<colon].contains("/") else { return nil }
            rest = rest[..<colon] + "/" + rest[rest.index(after: colon)...]
        }
        let parts = rest.split(separator: "/").map(String.init)
        guard let host = parts.first?.split(separator: "@").last?.split(separator: ":").first, parts.count > 1 else {
            return nil
        }
        var path = parts.dropFirst().joined(separator: "/")
        if path.hasSuffix(".git") { path.removeLast(4) }
        return "\(host)/\(path)".lowercased()
    }
}
