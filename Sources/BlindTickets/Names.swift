import Foundation

/// Which ids tickets and manifests take. They are ASCII, so that no two of them look the same and differ, and all programs
/// sort and compare them alike.
package enum Names {
    /// An id for a new survey: 128 random bits as 22 letters, digits, `-` and `_`.
    package static func newSurvey() -> String { Data.unguessable(16).base64URL }

    /// All surveys' ids are 22 bytes long. So the bytes of a ticket's message can be taken apart in one way only, although
    /// no length stands in them.
    static let surveyLength = 22

    package static func isSurvey(_ text: String) -> Bool { isName(text) && text.utf8.count == surveyLength }

    /// Segments, items and dimensions: 1 to 64 letters, digits, `.`, `-` and `_`.
    package static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { letters.contains($0) }
    }

    private static let letters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_".utf8)
}
