import Connectors
import Features
import Foundation
import Records
import Store

extension HostDesk {
    /// Everything that may be done at code hosts, by these ways out.
    ///
    /// - Parameter door: takes webhooks in, where this process serves any.
    package static func tutti(
        _ tools: SourceTools, database: any Database, key: SealingKey?, door: HookDoor? = nil
    ) -> HostDesk {
        let runner = WriteBackRunner(database: database, tools: tools, key: key)
        let tester = WebhookTester(database: database, tools: tools, key: key, door: door)
        return HostDesk(
            preview: { try await runner.preview($0, $1) }, replaceReviewer: { try await runner.replaceReviewer($0) },
            testWebhook: { try await tester.test($0, through: $1) })
    }
}

extension WriteBackRunner {
    /// Asks for one reviewer in place of another, where a connection that reads the pull request was let.
    func replaceReviewer(_ swap: ReviewerSwap) async throws -> ReviewerSwap.Outcome {
        var sentence = """
            No connection that reads this repository may ask for reviews. An administrator can let one, on its page under \
            Connections.
            """
        for desk in try await desks(reading: swap.pullRequest) where desk.connection.asksReviewers {
            guard let place = WritingPlace(swap.pullRequest, commit: "") else { break }
            do {
                try await desk.writing.replaceReviewer(place, swap.old, with: swap.new, desk.fetch)
                try await database.write { try $0.wakeSource(desk.connection.id) }
                return .done
            } catch let trouble as AskingTrouble {
                sentence = await words(trouble, desk, place)
            }
        }
        return .refused(sentence)
    }

    /// Why it did not work; where the token may not, by the name of what it lacks.
    private func words(_ trouble: AskingTrouble, _ desk: WritingDesk, _ place: WritingPlace) async -> String {
        switch trouble {
        case .tooLittleScope, .absent:
            let findings = try? await desk.writing.findings([.reviewers], at: place, desk.fetch)
            let lacking = findings?.first { $0.outcome == .lacking }?.sentence
            return lacking ?? "The host knows no such pull request or account, or does not show it to the token."
        default: return trouble.description
        }
    }

    private func desks(reading pullRequest: RecordKey) async throws -> [WritingDesk] {
        let connections = try await database.read { db in
            try db.sourceConnections().filter { connection in
                guard connection.state == .active || connection.state == .failing else { return false }
                let known = KnownPlaces(try db.cursor(named: KnownPlaces.cursor, of: connection.id))?.names ?? []
                let place = WritingPlace(pullRequest, commit: "")?.repository.lowercased()
                return known.contains { $0.lowercased() == place }
            }
        }
        var desks: [WritingDesk] = []
        for connection in connections {
            if let desk = try await WritingDesk(connection, tools, key), desk.writing.source == pullRequest.source {
                desks.append(desk)
            }
        }
        return desks
    }
}
