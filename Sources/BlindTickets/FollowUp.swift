import Crypto
import Foundation

/// What a lead writes back, as it is sealed: the words, and where their reader may follow up.
///
/// Bytes: `0x01` ‖ return address (65) ‖ permit (32) ‖ text. Bytes that begin otherwise are text alone, which nobody can follow up.
package struct ReplyContent: Hashable, Sendable {
    package let text: String
    package let permit: FollowUpPermit?

    static let mark: UInt8 = 1

    package init(text: String, permit: FollowUpPermit?) {
        self.text = text
        self.permit = permit
    }

    /// Nil for bytes that are no text.
    init?(_ bytes: Data) {
        var reader = ByteReader(bytes)
        guard bytes.first == Self.mark else {
            guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
            self.init(text: text, permit: nil)
            return
        }
        guard (try? reader.take(1)) != nil, let address = try? reader.take(ReplyAddress.keyLength),
            let secret = try? reader.take(FollowUpPermit.length),
            let permit = try? FollowUpPermit(address: ReplyAddress(bytes: address), secret: secret),
            let text = String(validating: reader.takeRest(), as: UTF8.self)
        else { return nil }
        self.init(text: text, permit: permit)
    }

    var bytes: Data {
        guard let permit else { return Data(text.utf8) }
        return Data([Self.mark]) + permit.address.bytes + permit.secret + Data(text.utf8)
    }
}

/// The right to follow up one reply once. Whoever can open the reply has it, and nobody else: it names nobody.
package struct FollowUpPermit: Hashable, Sendable {
    /// The key of the lead who wrote, made for this reply alone; its private half stays with their client.
    package let address: ReplyAddress
    /// 32 random bytes. The server knows their SHA-256 until they are shown to it.
    package let secret: Data

    static let length = 32

    package init(address: ReplyAddress) {
        self.address = address
        secret = Data.unguessable(Self.length)
    }

    package init?(address: ReplyAddress, secret: Data) {
        guard secret.count == Self.length else { return nil }
        self.address = address
        self.secret = secret
    }

    package var hash: Data { Data(SHA256.hash(data: secret)) }
}

/// What the writer of the words follows up a reply with, on its way: sent by nobody in particular, as an answer is, and as long
/// as all others.
///
/// Bytes: `tutti-follow-up-1` (17, ASCII) ‖ survey ‖ permit ‖ sealed text, each of these three with its length in two bytes before
/// it, ‖ zeros up to 8192.
package struct FollowUp: Hashable, Sendable {
    package let survey: String
    /// The permit's secret.
    package let permit: Data
    package let sealed: Data

    package static let size = 8192
    /// Bytes of text and padding, whatever was written.
    package static let textSize = 4096
    static let prefix = Data("tutti-follow-up-1".utf8)

    /// - Throws: `ReplyTrouble.long` for a text of more than 4095 bytes.
    package init(_ text: String, with permit: FollowUpPermit, survey: String) throws(ReplyTrouble) {
        guard text.utf8.count < Self.textSize else { throw .long }
        self.survey = survey
        self.permit = permit.secret
        sealed = try permit.address.seal(Data(text.utf8), bucket: Self.textSize, survey: survey)
    }

    /// Nil for anything that no client would send.
    package init?(parsing bytes: some DataProtocol) {
        guard bytes.count == Self.size else { return nil }
        var reader = ByteReader(bytes)
        guard (try? reader.take(Self.prefix.count)) == Self.prefix, let survey = try? reader.takeCounted(),
            let name = String(validating: survey, as: UTF8.self), Names.isSurvey(name),
            let permit = try? reader.takeCounted(), permit.count == FollowUpPermit.length,
            let sealed = try? reader.takeCounted(), ReplyAddress.isSealed(sealed, textSize: Self.textSize),
            reader.isPadding
        else { return nil }
        self.survey = name
        self.permit = permit
        self.sealed = sealed
    }

    package var bytes: Data {
        var writer = ByteWriter()
        writer.append(Self.prefix)
        for field in [Data(survey.utf8), permit, sealed] { writer.appendCounted(field) }
        writer.append(Data(count: Self.size - writer.data.count))
        return writer.data
    }

    package var permitHash: Data { Data(SHA256.hash(data: permit)) }
}
