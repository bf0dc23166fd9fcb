import Foundation
import TestKit
import Testing

@testable import BlindTickets

/// The test vectors of RFC 9474, appendix A: one for each of the four variants.
struct PublishedVector: Decodable, CustomTestStringConvertible {
    let name, p, q, n, e, d, inv: String
    let inputMessage, saltLength, blindedMessage, blindSignature, signature: String

    private enum CodingKeys: String, CodingKey {
        case name, p, q, n, e, d, inv
        case inputMessage = "input_msg"
        case saltLength = "sLen"
        case blindedMessage = "blinded_msg"
        case blindSignature = "blind_sig"
        case signature = "sig"
    }

    var testDescription: String { name }
    /// With a salt of 48 bytes, which is what tickets have.
    var isSalted: Bool { saltLength == "0x30" }

    static let file = SharedData.file("crypto/rfc9474.json")
    /// Empty where the file is not there.
    static let all = (try? JSONDecoder().decode([PublishedVector].self, from: Data(contentsOf: file))) ?? []
    static var arePresent: Bool { FileManager.default.fileExists(atPath: file.path()) }

    /// - Parameter digits: with or without `0x`; an odd number of them gets a zero in front.
    static func bytes(_ digits: String, count: Int? = nil) throws -> Data {
        var digits = digits.hasPrefix("0x") ? String(digits.dropFirst(2)) : digits
        if digits.count % 2 == 1 { digits = "0" + digits }
        guard let data = Data(hex: digits) else { throw NotBase64() }
        return Data(count: max(0, (count ?? 0) - data.count)) + data
    }
}
