import Crypto
import Foundation

/// Seals the keys of rounds for the database with the installation's own key, which lies outside of it.
///
/// A copy of the database alone, or of its log or its backups, opens none of them.
struct RoundKeys: Sendable {
    private let key: SealingKey

    init(_ key: SealingKey) { self.key = key }

    func seal(answerKey bytes: [UInt8], of round: Round.ID) throws -> [UInt8] {
        try key.seal(bytes, for: "answers of round \(round)")
    }

    func answerKey(_ sealed: [UInt8], of round: Round.ID) throws -> SymmetricKey {
        SymmetricKey(data: try open(sealed, for: "answers of round \(round)"))
    }

    func seal(ticketKey bytes: Data, of round: Round.ID, segment: String) throws -> [UInt8] {
        try key.seal(Array(bytes), for: "tickets of round \(round), segment \(segment)")
    }

    func ticketKey(_ sealed: [UInt8], of round: Round.ID, segment: String) throws -> Data {
        Data(try open(sealed, for: "tickets of round \(round), segment \(segment)"))
    }

    func seal(seriesKey bytes: [UInt8], of series: WaveSeries.ID) throws -> [UInt8] {
        try key.seal(bytes, for: "tied answers of series \(series)")
    }

    func seriesKey(_ sealed: [UInt8], of series: WaveSeries.ID) throws -> SymmetricKey {
        SymmetricKey(data: try open(sealed, for: "tied answers of series \(series)"))
    }

    private func open(_ sealed: [UInt8], for purpose: String) throws -> [UInt8] {
        guard let bytes = key.open(sealed, for: purpose) else { throw RoundKeyTrouble.otherKey }
        return bytes
    }
}

/// Why a round's keys cannot be opened.
package enum RoundKeyTrouble: Error, CustomStringConvertible {
    case otherKey

    package var description: String {
        "The key file is not the one with which this round's keys were sealed. Bring the old one back from the backup."
    }
}
