import BlindTickets
import Features
import Foundation
import Store
import Surveys

// Prepares a round with as many answers as asked for, ready to be sent, and measures what their acceptance cannot be
// faster than: bare checks of signatures, and bare inserts of the same size that share a flush of the disk.
// Prints JSON for scripts/bench-answers.
//
// usage: submitting DATA DATABASE COUNT FILE   (DATABASE: sqlite, or a postgres:// address)

let arguments = CommandLine.arguments
guard arguments.count == 5, let count = Int(arguments[3]) else {
    FileHandle.standardError.write(Data("usage: submitting DATA DATABASE COUNT FILE\n".utf8))
    exit(2)
}
let data = URL(filePath: arguments[1])
let location: DatabaseLocation =
    arguments[2] == "sqlite" ? .file(path: data.appending(path: "tutti.db").path()) : try .init(parse: arguments[2])

@Sendable func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: .min ... .max) } }

let database = try await Databases.open(location)
let prepared = try await PreparedRound(database, in: data, count: count)
try prepared.envelopes.reduce(into: Data()) { $0.append($1) }.write(to: URL(filePath: arguments[4]))
let checks = try prepared.checksPerSecond()
let alone = try await BareInserts(database, size: prepared.size).perSecond(together: 1)
let together = try await BareInserts(database, size: prepared.size).perSecond(together: 16)
try await database.close()
let figures: [String: Any] = [
    "round": prepared.round.id, "size": prepared.size, "checks": checks, "alone": alone.rate,
    "together": together.rate, "togetherWorst": together.worst,
]
print(String(decoding: try JSONSerialization.data(withJSONObject: figures, options: [.sortedKeys]), as: UTF8.self))
