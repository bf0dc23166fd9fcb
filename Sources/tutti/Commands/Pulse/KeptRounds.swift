import ArgumentParser
import BlindTickets
import Foundation

/// What this person's device keeps of a round, from the ticket to the receipt.
struct KeptRound: Codable {
    let server: String
    let survey: String
    let title: String
    /// Of the rules that were read first; no others are accepted later.
    let hash: String
    /// After it the server takes no answer any more.
    let ends: Date
    /// Gone once the answer was sent.
    var ticket: Ticket?
    var waiting: Waiting?
    /// The hash of the ticket: it will stand in the list of used tickets.
    let receipt: String
    var isSent = false
    /// The series that ends with this round: what ties answers of it is destroyed once this one was sent.
    var lastOfSeries: String?
    /// By question answered in words: 32 bytes that open a reply to them. They never leave this device.
    var replyKeys: [String: Data]?
    /// By what a reply is called: with what it can be followed up, or what waits to be sent.
    var followUps: [String: KeptFollowUp]?

    /// An answer that waits for its moment.
    struct Waiting: Codable {
        let envelope: Data
        let leaves: Date
    }

    /// The moment when the first thing leaves that waits.
    var leaves: Date? { ([waiting?.leaves] + (followUps ?? [:]).values.map(\.leaves)).compactMap(\.self).min() }

    var usedTickets: String { "\(server)/pulse/\(survey)/used-tickets" }
}

/// Tickets, waiting answers and receipts: one file for each round, readable by its owner alone.
struct KeptRounds {
    let folder: String

    func round(_ survey: String) throws -> KeptRound? {
        let path = path(survey)
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            return try Self.decoder.decode(KeptRound.self, from: Data(contentsOf: URL(filePath: path)))
        } catch {
            throw CommandTrouble("\(path) cannot be read. It holds your ticket; make it readable again.")
        }
    }

    /// Those of which something waits, the one that leaves first before the others.
    func waiting() throws -> [KeptRound] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return try names.filter { $0.hasSuffix(".json") }.compactMap { try round(String($0.dropLast(5))) }
            .filter { $0.leaves != nil }
            .sorted { ($0.leaves ?? .distantPast) < ($1.leaves ?? .distantPast) }
    }

    func keep(_ round: KeptRound) throws { try write(try Self.encoder.encode(round), to: path(round.survey)) }

    /// Whole or not at all: the file is written beside its place and moved there.
    func write(_ bytes: Data, to path: String) throws {
        let files = FileManager.default
        let beside = "\(path)-\(UUID().uuidString)"
        do {
            let place = URL(filePath: path).deletingLastPathComponent().path
            try files.createDirectory(
                atPath: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            guard files.createFile(atPath: beside, contents: bytes, attributes: [.posixPermissions: 0o600]),
                rename(beside, path) == 0
            else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            try? files.removeItem(atPath: beside)
            throw CommandTrouble("Nothing can be kept in \(folder). Give a folder that you may write to: --state.")
        }
    }

    func path(_ survey: String) -> String { "\(folder)/\(survey).json" }

    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return encoder
    }()

    private static let decoder: JSONDecoder = {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return decoder
    }()
}

struct StateOptions: ParsableArguments, Sendable {
    @Option(
        help: ArgumentHelp(
            "Where tickets and waiting answers are kept, a folder for each person (default: \(StateOptions.usualFolder)).",
            valueName: "folder"))
    var state: String?

    static var usualFolder: String {
        let environment = ProcessInfo.processInfo.environment
        if let shared = environment["XDG_STATE_HOME"], shared.hasPrefix("/") { return shared + "/tutti" }
        return (environment["HOME"] ?? NSHomeDirectory()) + "/.local/state/tutti"
    }

    var rounds: KeptRounds { KeptRounds(folder: state ?? Self.usualFolder) }
}
