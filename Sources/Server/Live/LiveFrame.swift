import Foundation
import Interface
import NIOCore

/// One event as it goes from process to process, and from there to the pages.
struct LiveFrame: Codable, Hashable, Sendable {
    /// Unique over all processes.
    let id: String
    let topic: String
    let html: String

    /// As an event stream writes it: one `data` line for each line of the markup.
    var bytes: ByteBuffer {
        var text = "id: \(id)\nevent: \(topic)\n"
        for line in html.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            text += "data: \(line)\n"
        }
        return ByteBuffer(string: text + "\n")
    }

    /// Letters, digits, `-`, `.` and `_`: what stands in an id of a repository.
    static func isTopic(_ text: some StringProtocol) -> Bool {
        (1...200).contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII
                    && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                        || "-._".unicodeScalars.contains(scalar))
            }
    }
}
