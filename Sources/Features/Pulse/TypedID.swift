import BlindTickets
import Foundation

/// Random ids that people type after a command.
enum TypedID {
    /// 16 bytes whose text in base64url begins with no hyphen: a command line would take it for an option.
    ///
    /// - Parameter randomBytes: that many bytes that nobody can guess.
    static func bytes(_ randomBytes: (Int) -> [UInt8]) -> [UInt8] {
        while true {
            let bytes = randomBytes(16)
            // The 62nd of the 64 characters, from nought.
            if bytes[0] >> 2 != 62 { return bytes }
        }
    }

    static func text(_ randomBytes: (Int) -> [UInt8]) -> String { Data(bytes(randomBytes)).base64URL }
}
