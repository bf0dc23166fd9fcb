import Crypto
import Foundation

/// Decides who is given a ticket in one round: one for each person, however often the answer gets lost on its way.
///
/// What is left to the caller: to know who asks and to which segment they belong, to read what is stored for this survey and
/// person, and to store what `first` hands over, before it is sent, only where nothing is stored. When somebody else was quicker,
/// the caller asks again with what they stored. Signing takes milliseconds and needs no transaction around it.
package struct Issuance: Sendable {
    private let manifest: Manifest
    private let keys: [String: TicketKey]

    /// - Parameter keys: by the id of the segment.
    /// - Throws: `key` unless they are the very keys of the manifest.
    package init(_ manifest: Manifest, keys: [String: TicketKey]) throws(TicketTrouble) {
        for segment in manifest.segments {
            guard let key = keys[segment.id], key.publicKey == segment.key else { throw .key }
        }
        self.manifest = manifest
        self.keys = keys
    }

    package enum Decision: Hashable, Sendable {
        /// Store it, then send its `blindSignature`.
        case first(IssuedTicket)
        /// The same request as before: send the stored `blindSignature` again.
        case again(IssuedTicket)
        case refused(IssueRefusal)
    }

    /// - Parameters:
    ///   - segment: where the server counts this person; nil for somebody who is not asked. Never what a request says.
    ///   - earlier: what is stored for this survey and person.
    package func decide(_ blinded: Data, segment: String?, earlier: IssuedTicket?, now: Date) -> Decision {
        guard let segment, let key = keys[segment] else { return .refused(.notAsked) }
        if let earlier {
            return earlier.isFor(blinded) ? .again(earlier) : .refused(.otherRequest)
        }
        guard manifest.givesTickets(at: now) else { return .refused(.notOpen) }
        do {
            return .first(IssuedTicket(blinded: blinded, blindSignature: try key.blindSign(blinded)))
        } catch {
            return .refused(error == .erased ? .notOpen : .malformed)
        }
    }
}

/// What the server keeps for a person until release. Neither value can be tied to a ticket by what it says.
package struct IssuedTicket: Codable, Hashable, Sendable {
    /// SHA-256 of the blinded message.
    package let blindedHash: Data
    /// The answer to give again to the same request.
    package let blindSignature: Data

    package init(blindedHash: Data, blindSignature: Data) {
        self.blindedHash = blindedHash
        self.blindSignature = blindSignature
    }

    init(blinded: Data, blindSignature: Data) {
        self.init(blindedHash: Data(SHA256.hash(data: blinded)), blindSignature: blindSignature)
    }

    func isFor(_ blinded: Data) -> Bool { blindedHash == Data(SHA256.hash(data: blinded)) }
}

/// Why a member gets no ticket. They are signed in, so the reason is theirs to know.
package enum IssueRefusal: String, Error, CaseIterable, Sendable, CustomStringConvertible {
    case notAsked
    case notOpen
    case otherRequest
    case malformed

    package var description: String {
        switch self {
        case .notAsked: "This round does not ask you."
        case .notOpen: "This round gives no tickets now; it gives them while it is open."
        case .otherRequest:
            "A ticket of yours was made elsewhere: in another browser, or by the command line. There is one for each person; answer there."
        case .malformed: "This request does not fit the key of the round: load the manifest again."
        }
    }
}
