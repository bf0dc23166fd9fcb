import Foundation
import Records

/// What an erasure changed among records of code hosts.
package struct ErasedRecords: Hashable, Sendable {
    package var accounts = 0
    /// Commits of pull requests.
    package var commits = 0
    /// Archived answers whose bodies were removed because the person stands in them.
    package var answers = 0
}

extension Connection {
    /// Takes a person's name and addresses out of accounts, of pull requests' commits and of the archive of answers, for good.
    ///
    /// The accounts themselves stay, under the host's own number, because pull requests and reviews rest on them. What is
    /// told again is compared by the codes that `erase(_:salt:pseudonym:)` keeps, and by those of the accounts.
    ///
    /// - Parameters:
    ///   - accounts: the person's.
    ///   - signatures: by which they sign.
    package func eraseRecords(
        of accounts: Set<RecordKey>, signatures: [Signature], salt: [UInt8], pseudonym: String
    ) throws -> ErasedRecords {
        var erased = ErasedRecords()
        let known = try numbers(of: accounts)
        let there = try accounts.sorted().compactMap { key in try account(key, known).map { (key, $0) } }
        let needles = Needles(accounts: there.map(\.1), signatures: signatures)
        for (place, (key, _)) in there.enumerated() {
            let login = place == 0 ? pseudonym : "\(pseudonym)-\(place + 1)"
            erased.accounts += try run(
                """
                UPDATE account SET login = \(login), name = NULL, email = NULL, more = NULL, sparse = NULL
                WHERE record = \(try known.number(key))
                """)
            try remember(Erasures.code(of: key, salt: salt), salt, login)
        }
        erased.commits = try eraseCommits(needles.emails, pseudonym)
        erased.answers = try eraseAnswers(holding: needles)
        return erased
    }

    private func account(_ key: RecordKey, _ known: RecordNumbers) throws -> Account? {
        guard let number = known[key] else { return nil }
        return try stored(Account.self, where: "t.record = \(number)").first
    }

    private func remember(_ code: [UInt8], _ salt: [UInt8], _ pseudonym: String) throws {
        try run(
            """
            INSERT INTO erased_signature (code, salt, pseudonym) VALUES (\(code), \(salt), \(pseudonym))
            ON CONFLICT (code) DO NOTHING
            """)
    }

    private func eraseCommits(_ emails: Set<String>, _ pseudonym: String) throws -> Int {
        if emails.isEmpty { return 0 }
        return try run(
            """
            UPDATE pull_request_commit SET author_name = 'Somebody', author_email = \("\(pseudonym)@erased.invalid")
            WHERE lower(author_email) IN \(list: emails.sorted())
            """)
    }

    /// The archive is searched word by word: which answers tell of somebody is kept nowhere.
    private func eraseAnswers(holding needles: Needles) throws -> Int {
        if needles.isEmpty { return 0 }
        var found: [Int64] = []
        try each(
            "SELECT number, category, key, received_at, encoding, size, body FROM raw_answer WHERE body IS NOT NULL"
        ) { row in
            if needles.stand(in: try row.rawAnswer(1).body) { found.append(try row.integer(0)) }
        }
        for chunk in found.chunks(of: 256) {
            try run("UPDATE raw_answer SET body = NULL WHERE number IN \(list: chunk)")
        }
        let rejected = try rejectedRows().filter { needles.stand(in: Array($0.body.utf8)) }
        try removeRejected(rejected)
        return found.count + rejected.count
    }
}

/// The words by which somebody is known in an answer.
private struct Needles {
    let emails: Set<String>
    private let words: [[UInt8]]

    init(accounts: [Account], signatures: [Signature]) {
        let shown = accounts.compactMap(\.email) + signatures.map(\.email)
        emails = Set(shown.filter { $0.contains("@") }.map { $0.lowercased() })
        let names = Set(accounts.flatMap { [$0.name, $0.login].compactMap(\.self) } + signatures.map(\.name))
        let whole = names.filter { !$0.isEmpty }.map { "\"\($0.lowercased())\"" }
        let mentions = accounts.map { "@\($0.login.lowercased())" }
        words = (emails + whole + mentions).sorted().map { Array($0.utf8) }
    }

    var isEmpty: Bool { words.isEmpty }

    func stand(in body: [UInt8]) -> Bool {
        let text = Data(body.map { (65...90).contains($0) ? $0 + 32 : $0 })
        return words.contains { text.range(of: Data($0)) != nil }
    }
}

extension Erasures {
    static func code(of account: RecordKey, salt: [UInt8]) -> [UInt8] {
        code(Array("account".utf8) + [0] + Array(account.description.utf8), salt)
    }

    /// Told again, somebody who was erased stays erased.
    func without(_ record: Record) -> Record {
        switch record {
        case .account(var account):
            guard let standIn = pseudonym(of: account.key) else { return record }
            (account.login, account.name, account.email) = (standIn, nil, nil)
            return .account(account)
        case .pullRequestCommit(var commit):
            let signature = Signature(name: commit.authorName, email: commit.authorEmail)
            guard let standIn = standIn(for: signature) else { return record }
            (commit.authorName, commit.authorEmail) = (standIn.name, standIn.email)
            return .pullRequestCommit(commit)
        default: return record
        }
    }
}
