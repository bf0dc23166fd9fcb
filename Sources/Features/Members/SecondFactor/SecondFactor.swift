import Store

/// Somebody's authenticator app, as it is stored.
package struct SecondFactor: Hashable, Sendable {
    /// Opens with the key file alone.
    package var sealedSecret: [UInt8]
    /// The newest step that was taken; see `OneTimeCode.step`.
    package var lastStep: Int64
    /// Seconds since 1970; nil while its owner has not shown yet that the app gives the right codes.
    package var confirmedAt: Int64?

    /// For which the secret is sealed.
    static func purpose(_ member: Member.ID) -> String { "second factor of \(member)" }
}

extension Connection {
    package func secondFactor(of member: Member.ID) throws -> SecondFactor? {
        try row("SELECT sealed_secret, last_step, confirmed_at FROM second_factor WHERE member = \(member)") { row in
            SecondFactor(
                sealedSecret: try row.get(0), lastStep: try row.get(1),
                confirmedAt: try row.get(2, as: Int64?.self).map { $0 / 1000 })
        }
    }

    package func hasSecondFactor(_ member: Member.ID) throws -> Bool {
        try secondFactor(of: member)?.confirmedAt != nil
    }

    /// Who has one that is switched on.
    package func membersWithSecondFactor() throws -> Set<Member.ID> {
        Set(try rows("SELECT member FROM second_factor WHERE confirmed_at IS NOT NULL") { try $0.get(0) })
    }

    /// In place of one that was begun and never confirmed.
    ///
    /// - Returns: false where one is switched on already.
    package func begin(sealedSecret: [UInt8], of member: Member.ID) throws -> Bool {
        try run(
            """
            INSERT INTO second_factor (member, sealed_secret, last_step) VALUES (\(member), \(sealedSecret), 0)
            ON CONFLICT (member) DO UPDATE SET sealed_secret = excluded.sealed_secret, last_step = 0
            WHERE second_factor.confirmed_at IS NULL
            """) == 1
    }

    /// - Returns: false where it was confirmed already, or another one was begun since.
    package func confirm(_ factor: SecondFactor, of member: Member.ID, step: Int64, at now: Int64) throws -> Bool {
        try run(
            """
            UPDATE second_factor SET confirmed_at = \(now * 1000), last_step = \(step)
            WHERE member = \(member) AND confirmed_at IS NULL AND sealed_secret = \(factor.sealedSecret)
            """) == 1
    }

    /// - Returns: false where that step, or a later one, was taken just now.
    package func take(step: Int64, of member: Member.ID) throws -> Bool {
        try run(
            """
            UPDATE second_factor SET last_step = \(step)
            WHERE member = \(member) AND last_step < \(step) AND confirmed_at IS NOT NULL
            """) == 1
    }

    /// - Returns: false where there was none.
    package func removeSecondFactor(of member: Member.ID) throws -> Bool {
        try run("DELETE FROM recovery_code WHERE member = \(member)")
        return try run("DELETE FROM second_factor WHERE member = \(member)") == 1
    }

    /// In place of all earlier ones.
    package func setRecoveryCodes(_ codes: [RecoveryCode], of member: Member.ID) throws {
        try run("DELETE FROM recovery_code WHERE member = \(member)")
        for code in codes {
            try run("INSERT INTO recovery_code (member, code_hash) VALUES (\(member), \(code.hash))")
        }
    }

    /// - Returns: false where there is no such code, or it was used.
    package func use(_ code: RecoveryCode, of member: Member.ID) throws -> Bool {
        try run("DELETE FROM recovery_code WHERE member = \(member) AND code_hash = \(code.hash)") == 1
    }

    package func recoveryCodeCount(of member: Member.ID) throws -> Int {
        try value("SELECT count(*) FROM recovery_code WHERE member = \(member)") ?? 0
    }
}
