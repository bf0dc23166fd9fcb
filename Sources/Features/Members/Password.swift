import Crypto
import CryptoExtras
import Foundation

/// A password as it is stored: by scrypt (RFC 7914), together with the parameters that made it.
///
///     $scrypt$ln=15,r=8,p=1$SALT$HASH
package struct StoredPassword: Hashable, Sendable {
    /// What one try costs. Each takes about 128 · r · 2^ln bytes of memory.
    package struct Cost: Hashable, Sendable {
        package var ln = 15
        package var r = 8
        package var p = 1

        package init() {}

        package init(ln: Int, r: Int = 8, p: Int = 1) {
            self.ln = ln
            self.r = r
            self.p = p
        }

        // Beyond these a stored line could make one sign-in take minutes or all memory.
        fileprivate var isBearable: Bool { (4...20).contains(ln) && (1...32).contains(r) && (1...16).contains(p) }
    }

    package let cost: Cost
    private let salt: Data
    private let hash: Data

    /// Takes as long as `cost` says and blocks meanwhile: never on a thread that answers requests.
    ///
    /// - Parameter salt: 16 random bytes.
    package init(_ password: String, salt: [UInt8], cost: Cost = Cost()) throws {
        self.cost = cost
        self.salt = Data(salt)
        hash = try Self.derive(password, Data(salt), cost)
    }

    /// Nil for a line that is not of this kind.
    package init?(line: String) {
        let parts = line.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt", let cost = Self.cost(parts[2]),
            let salt = Data(base64Encoded: parts[3]), let hash = Data(base64Encoded: parts[4]), hash.count == 32
        else { return nil }
        self.cost = cost
        self.salt = salt
        self.hash = hash
    }

    package var line: String {
        "$scrypt$ln=\(cost.ln),r=\(cost.r),p=\(cost.p)$\(salt.base64EncodedString())$\(hash.base64EncodedString())"
    }

    /// Blocks as long as making it did. Compares in the same time wherever the difference is.
    package func matches(_ password: String) -> Bool {
        guard let other = try? Self.derive(password, salt, cost) else { return false }
        return zip(hash, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0 && hash.count == other.count
    }

    private static func derive(_ password: String, _ salt: Data, _ cost: Cost) throws -> Data {
        // The same password typed on another keyboard may be other code points.
        let bytes = Data(password.precomposedStringWithCompatibilityMapping.utf8)
        let key = try KDF.Scrypt.deriveKey(
            from: bytes, salt: salt, outputByteCount: 32, rounds: 1 << cost.ln, blockSize: cost.r,
            parallelism: cost.p)
        return key.withUnsafeBytes { Data($0) }
    }

    private static func cost(_ text: String) -> Cost? {
        let numbers = text.split(separator: ",").map { $0.split(separator: "=") }
        guard numbers.count == 3, numbers.allSatisfy({ $0.count == 2 }), numbers.map({ $0[0] }) == ["ln", "r", "p"],
            let ln = Int(numbers[0][1]), let r = Int(numbers[1][1]), let p = Int(numbers[2][1])
        else { return nil }
        let cost = Cost(ln: ln, r: r, p: p)
        return cost.isBearable ? cost : nil
    }
}

/// What is asked of a new password: length alone (NIST SP 800-63B), because rules about kinds of letters make worse ones.
package enum PasswordRule {
    package static let text = "At least 10 characters; a few words are good."

    /// What is wrong with it, or nil.
    package static func objection(to password: String, login: String) -> String? {
        if password.count < 10 { return "It has \(password.count) characters. Take at least 10; a few words are good." }
        if password.utf8.count > 1024 { return "It is longer than 1,024 bytes. Take a shorter one." }
        if password.lowercased().contains(login.lowercased()), login.count > 3 {
            return "It contains the login. Take one that cannot be guessed from it."
        }
        return nil
    }
}
