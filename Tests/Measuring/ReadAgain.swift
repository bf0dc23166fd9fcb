import Connectors
import Features
import Foundation
import Records
import Server
import Store

/// Archived answers read again by today's mapping, beside what decoding their JSON takes and nothing else.
struct ReadAgain: Sendable {
    private let database: any Database
    private let answers: [Connectors.RawAnswer]

    /// - Parameters:
    ///   - count: of webhooks.
    ///   - size: bytes of each, at least.
    init(_ database: any Database, count: Int, size: Int) {
        self.database = database
        answers = (0..<count).map { Self.answer($0, size: size) }
    }

    func measure() async throws -> [String: Any] {
        let connector = Connector.gitHub
        let id = "measured-\(answers.first?.body.count ?? 0)"
        try await database.write { try $0.save(SourceConnection(id: id, kind: "github", name: id, createdAt: 1)) }
        for start in stride(from: 0, to: answers.count, by: 200) {
            let told = try answers[start..<min(start + 200, answers.count)].enumerated().map { place, answer in
                try Telling.told(
                    answer, receivedAt: Int64(start + place), connector: connector, delivery: "\(start + place)")
            }
            try await database.write { _ = try $0.save(told, of: id) }
        }
        let decoding = try worked { for answer in answers { _ = try JSONSerialization.jsonObject(with: answer.body) } }
        let mapping = try worked { for answer in answers { _ = try connector.map(answer) } }
        let (begun, at) = (clock(), ContinuousClock.now)
        let outcome = try await Remapping(database: database).run(id)
        let remapping = Double(clock() - begun) / Double(CLOCKS_PER_SEC)
        let elapsed = (ContinuousClock.now - at) / .seconds(1)
        return [
            "what": "remapping \(outcome.answers) answers of \(answers.first?.body.count ?? 0) bytes",
            "decoding": decoding, "mapping": mapping, "remapping": remapping, "ratio": remapping / decoding,
            "elapsed": elapsed, "elapsed ratio": elapsed / decoding,
            "peak": Resident.peak,
        ]
    }

    /// Seconds of a processor; the quickest of three.
    private func worked(_ body: () throws -> Void) rethrows -> Double {
        try (0..<3).map { _ in
            let begun = clock()
            try body()
            return Double(clock() - begun) / Double(CLOCKS_PER_SEC)
        }.min() ?? 0
    }

    /// What GitHub sends of a pull request that was edited, with all the addresses that it tells of a repository.
    private static func answer(_ number: Int, size: Int) -> Connectors.RawAnswer {
        let (hour, minute) = (number / 60 % 24, number % 60)
        let stamp = "2026-03-\(two(2 + number / 1440 % 28))T\(two(hour)):\(two(minute)):00Z"
        let user: [String: Any] = ["login": "p\(number % 200)", "id": number % 200 + 1, "type": "User"]
        let name = "acme/shop-\(number % 60)"
        let url = "https://api.github.com/repos/\(name)"
        let addresses = size < 4096 ? 0 : min(100, size / 200)
        var repository: [String: Any] = ["id": number % 60 + 1, "full_name": name, "url": url, "owner": user]
        for place in 0..<addresses { repository["address_\(place)_url"] = "\(url)/of/something/\(place){/sha}" }
        let sha = String(repeating: "0", count: 32) + String(10_000_000 + number)
        var request: [String: Any] = [
            "id": 1_000_000 + number / 4, "number": number / 4, "state": "open", "title": "Change \(number)",
            "draft": false, "url": "\(url)/pulls/\(number / 4)", "created_at": "2026-03-01T09:00:00Z",
            "updated_at": stamp, "head": ["ref": "topic-\(number)", "sha": sha, "repo": repository, "user": user],
            "base": ["ref": "main", "sha": String(repeating: "2", count: 40), "repo": repository, "user": user],
            "user": user, "additions": number % 400, "deletions": 7, "changed_files": 3,
        ]
        let whole = { (body: String) -> Data in
            request["body"] = body
            let all: [String: Any] = [
                "action": "edited", "pull_request": request, "repository": repository, "sender": user,
            ]
            return (try? JSONSerialization.data(withJSONObject: all)) ?? Data()
        }
        let bare = whole("")
        let words = String(repeating: "as said ", count: max(0, size - bare.count) / 8)
        return Connectors.RawAnswer(category: "webhook", body: whole(words), event: "pull_request")
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
