import Crypto
import Foundation
import Records

/// Which signatures were erased, told by codes that say nothing about whose they were.
///
/// A history is read again from git, which still has the names. So that they do not come back, each is compared by a keyed
/// hash: of the whole signature, and of its address where that is one person's.
struct Erasures {
    private var pseudonyms: [[UInt8]: String] = [:]
    private var salts: Set<[UInt8]> = []

    init(_ connection: any Connection) throws {
        try connection.each("SELECT code, salt, pseudonym FROM erased_signature") { row in
            pseudonyms[try row.get(0)] = try row.get(2)
            salts.insert(try row.get(1))
        }
    }

    /// Who stands there instead; nil for a signature that was not erased.
    func standIn(for signature: Signature) -> Signature? {
        for salt in salts {
            for code in Self.codes(of: signature, salt: salt) {
                if let pseudonym = pseudonyms[code] { return Signature(pseudonym: pseudonym) }
            }
        }
        return nil
    }

    var isEmpty: Bool { pseudonyms.isEmpty }

    /// What stands in place of an account's login; nil for one that was not erased.
    func pseudonym(of account: RecordKey) -> String? {
        salts.lazy.compactMap { self.pseudonyms[Self.code(of: account, salt: $0)] }.first
    }

    static func codes(of signature: Signature, salt: [UInt8]) -> [[UInt8]] {
        let whole = code(Array("signature".utf8) + [0] + signature.bytes, salt)
        if signature.isShared { return [whole] }
        return [whole, code(Array("address".utf8) + [0] + Array(signature.email.lowercased().utf8), salt)]
    }

    static func code(_ bytes: [UInt8], _ salt: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Data(bytes), using: SymmetricKey(data: Data(salt))))
    }
}

extension Signature {
    /// Somebody of whom nothing is known but that several accounts are one person's.
    fileprivate init(pseudonym: String, number: Int = 1) {
        self.init(name: number == 1 ? "Somebody" : "Somebody \(number)", email: "\(pseudonym)@erased.invalid")
    }
}

extension Connection {
    /// Puts a pseudonym in place of signatures, in every history and every decision, for good.
    ///
    /// Commits, changes and all sums stay as they are.
    ///
    /// - Parameters:
    ///   - salt: 32 random bytes, without which nobody can try names against what is kept.
    ///   - pseudonym: random letters.
    /// - Returns: how many signatures of histories and sides of decisions were replaced.
    package func erase(
        _ signatures: [Signature], salt: [UInt8], pseudonym: String
    ) throws -> (signatures: Int, decisions: Int) {
        var (replaced, decided) = (0, 0)
        for (place, signature) in signatures.enumerated() {
            let standIn = Signature(pseudonym: pseudonym, number: place + 1)
            replaced += try run(
                """
                UPDATE signature SET name = \(standIn.name), email = \(standIn.email)
                WHERE name = \(signature.name) AND email = \(signature.email)
                """)
            try run(
                """
                UPDATE open_branch_author SET name = \(standIn.name), email = \(standIn.email)
                WHERE name = \(signature.name) AND email = \(signature.email)
                """)
            decided += try run(
                """
                UPDATE identity_decision SET first_name = \(standIn.name), first_email = \(standIn.email)
                WHERE first_name = \(signature.name) AND first_email = \(signature.email)
                """)
            decided += try run(
                """
                UPDATE identity_decision SET second_name = \(standIn.name), second_email = \(standIn.email)
                WHERE second_name = \(signature.name) AND second_email = \(signature.email)
                """)
            for code in Erasures.codes(of: signature, salt: salt) {
                try run(
                    """
                    INSERT INTO erased_signature (code, salt, pseudonym) VALUES (\(code), \(salt), \(pseudonym))
                    ON CONFLICT (code) DO NOTHING
                    """)
            }
        }
        // A running import forgets the names that it knows.
        try run("UPDATE repository SET revision = revision + 1")
        return (replaced, decided)
    }
}
