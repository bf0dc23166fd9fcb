import Crypto
import Foundation

/// Closes answers while a round is open, all of them to one length, so that neither their content nor their size can be
/// read from the database, its log or a backup. The key goes with the release.
struct AnswerSeal: Sendable {
    private let key: SymmetricKey
    /// Bytes of every answer before it is sealed.
    private let length: Int

    /// - Parameter envelope: the manifest's size of envelopes, which no answer exceeds.
    init(key: SymmetricKey, envelope: Int) {
        self.key = key
        length = envelope
    }

    /// - Throws: where the answer is longer than an envelope, which admission has ruled out.
    func seal(_ answer: SealedAnswer) throws -> [UInt8] {
        var plain = Data()
        for field in [Data(answer.segment.utf8), answer.answers] {
            plain.append(contentsOf: withUnsafeBytes(of: UInt32(field.count).bigEndian, Array.init))
            plain.append(field)
        }
        guard plain.count <= length else { throw SealTrouble.form }
        plain.append(Data(count: length - plain.count))
        guard let sealed = try AES.GCM.seal(plain, using: key).combined else { throw SealTrouble.form }
        return Array(sealed)
    }

    func open(_ sealed: [UInt8]) throws -> SealedAnswer {
        var plain = try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: key)[...]
        func field() throws -> Data {
            guard plain.count >= 4 else { throw SealTrouble.form }
            let count = plain.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            plain = plain.dropFirst(4)
            guard plain.count >= count else { throw SealTrouble.form }
            defer { plain = plain.dropFirst(count) }
            return Data(plain.prefix(count))
        }
        return SealedAnswer(segment: String(decoding: try field(), as: UTF8.self), answers: try field())
    }
}

/// What one person answered, and for which segment.
struct SealedAnswer: Hashable, Sendable {
    let segment: String
    let answers: Data
}

enum SealTrouble: Error { case form }
