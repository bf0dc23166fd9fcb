import Crypto
import Foundation

/// What ties a person's answers of one series together, as a line of text that they carry from one of their devices to another.
///
/// `tutti-tie-1` series secret (43 characters of base64url) the rounds that were answered with it, then eight digits that tell a
/// mistyped line: each parted from the next by one space. It never goes to a server.
package struct TieLine: Hashable, Sendable {
    package let series: String
    package let secret: WaveSecret
    /// So that no device gives the name to more rounds than there may be.
    package let surveys: [String]

    static let prefix = "tutti-tie-1"

    package init(series: String, secret: WaveSecret, surveys: [String]) {
        self.series = series
        self.secret = secret
        self.surveys = surveys
    }

    /// Nil for anything that `text` does not write, but for white space around it.
    package init?(_ text: String) {
        let words = text.trimmingCharacters(in: .whitespacesAndNewlines).split(
            separator: " ", omittingEmptySubsequences: false
        ).map(String.init)
        guard words.count >= 4, words[0] == Self.prefix,
            let secret = Data(base64URL: words[2]).flatMap(WaveSecret.init),
            words[1...].allSatisfy({ !$0.isEmpty }), Names.isSurvey(words[1])
        else { return nil }
        let surveys = Array(words[3..<(words.count - 1)])
        guard surveys.allSatisfy(Names.isSurvey), surveys.count <= WaveSecret.mostWaves else { return nil }
        self.init(series: words[1], secret: secret, surveys: surveys)
        guard words.last == digits else { return nil }
    }

    package var text: String { plain + " " + digits }

    private var plain: String {
        ([Self.prefix, series, secret.bytes.base64URL] + surveys).joined(separator: " ")
    }

    private var digits: String { String(Data(SHA256.hash(data: Data(plain.utf8))).hex.prefix(8)) }

    /// What stands in front of it wherever it is shown.
    package static let dangers = [
        "Whoever has this line can tell which answers of the series are yours, if they also have the key file and the database of the server between two rounds; and they can answer under your name for them.",
        "Carry it yourself, between two devices that are yours alone: not by mail, chat or a shared folder. Nothing of it goes over this server.",
        "Clear the clipboard afterwards. Both devices then tie their answers together, until the series ends or you switch it off on each.",
    ]
}
