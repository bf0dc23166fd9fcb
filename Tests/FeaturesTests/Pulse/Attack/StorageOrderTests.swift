import BlindTickets
import Foundation
import NIOCore
import Store
import TestKit
import Testing

@testable import Features

/// People get their tickets one after the other and answer in the same order; whoever reads the storage afterwards tries to
/// find that order again (HANDBOOK D12, test 4).
@Suite("The order of what is stored", .timeLimit(.minutes(40)))
struct StorageOrderTests {
    private static let rounds = 200
    private static let people = 6

    @Test(arguments: Backend.all)
    func `after 200 rounds it tells no more than chance about who came when`(_ backend: Backend) async throws {
        try await backend.withLocation { location in
            let database = try await Databases.open(location)
            let team = try await Respondents(database, of: Self.people, seed: 4)
            var lives: [Life] = []
            for number in 0..<Self.rounds { lives.append(try await live(team, number)) }
            team.clock.turn(to: Respondents.ended)
            #expect(try await team.desk.releaseEnded().count == Self.rounds)
            let files = try Places.bytes(of: location, withLog: false)
            var correlations: [String: [Double]] = [:]
            for life in lives {
                let views = try await life.views(database, files)
                for (view, order) in views {
                    #expect(order.count == Self.people, "\(view)")
                    correlations[view, default: []].append(Self.spearman(order))
                }
            }
            for (view, each) in correlations {
                #expect(each.count == Self.rounds)
                let pooled = each.reduce(0, +) / Double(each.count)
                // Within a round its variance is 1 / (people - 1); 3.29 leaves one in a thousand to chance.
                let limit = 3.29 / (Double(Self.rounds) * Double(Self.people - 1)).squareRoot()
                #expect(abs(pooled) < limit, "\(view): \(pooled)")
            }
            if backend == .postgres { try await expectOneTransaction(database) }
            try await database.close()
        }
    }

    /// What is written by one transaction has no order among transactions.
    private func expectOneTransaction(_ database: any Database) async throws {
        let rounds: [Int] = try await database.read { db in
            try db.rows("SELECT count(DISTINCT xmin::text) FROM pulse_spent GROUP BY round") { try $0.get(0) }
                + db.rows("SELECT count(DISTINCT xmin::text) FROM pulse_words GROUP BY round") { try $0.get(0) }
        }
        #expect(rounds == [Int](repeating: 1, count: 2 * Self.rounds))
    }

    /// - Returns: what everybody's ticket and words were, in the order of issuance, which is that of submission.
    private func live(_ team: Respondents, _ number: Int) async throws -> Life {
        let round = try await team.announceKnown().round
        let key = try SharedKeys.made.get()[0]
        // Which place a ticket's hash has among the others is drawn here, so that every run tells the same.
        var drawn = try team.members.map { _ in
            let request = try TicketRequest(manifest: round.manifest, segment: "part-0")
            return (request, try request.finalize(key.blindSign(request.blinded)))
        }.sorted { $0.1.hash < $1.1.hash }
        var generator = SeededGenerator(seed: UInt64(number))
        drawn.shuffle(using: &generator)
        for (member, each) in zip(team.members, drawn) {
            _ = try await team.desk.issue(each.0.blinded, to: member, in: round.id)
        }
        var words: [String] = []
        for (place, (_, ticket)) in drawn.enumerated() {
            words.append("Round \(number), number \(place), says so.")
            let body = try team.envelope(ticket, round, clear: place % 5 + 1, words: words[place])
            #expect(try await team.desk.intake.take(body) == .counted)
        }
        return Life(round: round.id, hashes: drawn.map { $0.1.hash.bytes }, words: words)
    }

    /// - Parameter order: a permutation of 0, 1, 2 …
    private static func spearman(_ order: [Int]) -> Double {
        let count = Double(order.count)
        let squares = order.enumerated().map { Double(($0 - $1) * ($0 - $1)) }.reduce(0, +)
        return 1 - 6 * squares / (count * (count * count - 1))
    }
}

/// One round as it went, which the attacker does not know.
private struct Life: Sendable {
    let round: Round.ID
    let hashes: [Data]
    let words: [String]

    /// For every way to look at the storage: who comes first there, second and so on.
    func views(_ database: any Database, _ files: [String: Data]) async throws -> [String: [Int]] {
        let (round, hashes, words) = (round, hashes, words)
        var views: [String: [Int]] = try await database.read { db in
            var views: [String: [Int]] = [:]
            let orders: [(String, SQL)] = db.engine == .postgres ? [("heap", "ctid"), ("key", "2")] : [("key", "2")]
            for (name, order) in orders {
                views["spent by \(name)"] = try db.rows(
                    "SELECT ticket_hash, ticket_hash FROM pulse_spent WHERE round = \(round) ORDER BY \(order)"
                ) { try hashes.firstIndex(of: Data($0.get(0, as: [UInt8].self))) ?? -1 }
                views["words by \(name)"] = try db.rows(
                    "SELECT words, id FROM pulse_words WHERE round = \(round) ORDER BY \(order)"
                ) { try words.firstIndex(of: $0.get(0)) ?? -1 }
            }
            return views
        }
        if database.engine == .sqlite {
            views["spent in the file"] = Self.order(of: hashes, in: files)
            views["words in the file"] = Self.order(of: words.map { Data($0.utf8) }, in: files)
        }
        return views
    }

    /// By their offset in the database's file.
    private static func order(of needles: [Data], in files: [String: Data]) -> [Int] {
        let file = files["tutti.db"] ?? Data()
        return needles.enumerated()
            .compactMap { place, needle in file.range(of: needle).map { (place, $0.lowerBound) } }
            .sorted { $0.1 < $1.1 }.map(\.0)
    }
}
