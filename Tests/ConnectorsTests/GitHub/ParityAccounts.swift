import Foundation
import Records
import Testing

extension ParityAnswers {
    func accountTables() throws -> [ParityTable] {
        let peer = try table("_tool_github_account")
        let asked = Set(peer.rows.map { $0["id"] ?? "" })
        let known: [String: Account] = records { record in
            guard case .account(let it) = record, asked.contains(it.key.id) else { return nil }
            return (it.key.id, it)
        }
        var tables = [
            ParityTable(
                "Accounts that were asked for", peer, ours: known, key: { $0["id"] ?? "" },
                fields: [
                    .absent("connection_id", "the host is part of every key"),
                    .same("id", "key") { $0.key.id },
                    .same("login", "login") { $0.login },
                    .same("name", "name") { $0.name },
                    .absent("company", "not needed for any number, so not kept"),
                    .same("email", "email") { $0.email },
                    .absent("avatar_url", "pages load nothing from elsewhere"),
                    .absent("url", "follows from host and login"),
                    .absent("html_url", "follows from host and login"),
                    .same("type", "kind") { $0.kind == .bot ? "Bot" : "User" },
                ]),
            commonAccounts(try table("account"), known),
        ]
        for (name, category, title) in [
            ("accounts_in_pr", ["pull_requests"], "Accounts named by pull requests"),
            ("accounts_in_comment", ["comments", "pull_request_review_comments"], "Accounts named by comments"),
            ("accounts_in_event", ["events"], "Accounts named by events"),
            ("accounts_in_issue", ["issues"], "Accounts named by issues"),
        ] {
            tables.append(try namedAccounts(name, category, title))
        }
        return tables
    }

    private func commonAccounts(_ peer: PeerTable, _ known: [String: Account]) -> ParityTable {
        let asked = Set(peer.rows.map { $0["id"] ?? "" })
        return ParityTable(
            "Accounts in the common table", peer,
            ours: Dictionary(uniqueKeysWithValues: known.values.map { (account($0.key), $0) }).filter {
                asked.contains($0.key)
            },
            key: { $0["id"] ?? "" },
            fields: [
                .same("id", "key") { account($0.key) },
                .same("email", "email") { $0.email },
                .same("full_name", "name") { $0.name },
                .same("user_name", "login") { $0.login },
                .absent("avatar_url", "pages load nothing from elsewhere"),
                .absent("organization", "not needed for any number, so not kept"),
            ])
    }

    private func namedAccounts(_ name: String, _ raw: [String], _ title: String) throws -> ParityTable {
        let peer = try table("_tool_github_\(name)")
        var named: [String: Account] = [:]
        for (table, category) in Self.tables where raw.contains(table) {
            for answer in try PeerTable("\(Self.folder)/raw_tables/_raw_github_api_\(table).csv").answers {
                for case .account(let account) in try mapped(category, answer) { named[account.key.id] = account }
            }
        }
        let asked = Set(peer.rows.map { $0["account_id"] ?? "" })
        return ParityTable(
            title, peer, ours: named.filter { asked.contains($0.key) }, key: { $0["account_id"] ?? "" },
            fields: [
                .absent("connection_id", "the host is part of every key"),
                .same("account_id", "key") { $0.key.id },
                .absent("repo_github_id", "an account belongs to the host, not to a repository"),
                .same("login", "login") { $0.login },
            ])
    }
}
