import Records
import Store

/// What is kept for a time, and for how long unless somebody says otherwise (HANDBOOK D9).
package enum RetentionClass: String, CaseIterable, Codable, Sendable {
    /// What nobody can use any more: ended sessions, links, tokens and sign-ins. It goes at once.
    case ended
    case audit
    case absences
    /// Claims that were refused or withdrawn.
    case claims
    /// How imports went.
    case imports
    /// Browsers in which nobody signed in since.
    case browsers
    /// What tools answered, word for word, from which records can be mapped anew.
    case answers
    /// Webhooks that were read: until then a repetition is known.
    case webhooks
    /// Events that were sent to endpoints, or were to be.
    case outgoing
    /// What people wrote in rounds that are over; replies to it go with it.
    case words
    /// Results of surveys that were held elsewhere, counted from the day on which they were brought in.
    case pastResults = "past-results"
    /// Those that came to an end, and topics that nobody has touched since.
    case actions
    /// That a lead looked at a list while somebody stood on it.
    case openings

    package var words: String {
        switch self {
        case .ended: "sessions, links, tokens and sign-ins that ended"
        case .audit: "entries of the audit log"
        case .absences: "absences that are over"
        case .claims: "claims of accounts that were refused or withdrawn"
        case .imports: "records of how imports went"
        case .browsers: "browsers in which nobody signed in since"
        case .answers: "answers of tools, word for word"
        case .webhooks: "webhooks that were read"
        case .outgoing: "events for webhook endpoints"
        case .words: "words that people wrote in rounds, with replies to them"
        case .pastResults: "results that were brought in from elsewhere"
        case .actions: "actions that were done or dropped, and topics that nobody touched"
        case .openings: "notes of who looked at lists on which members stand"
        }
    }

    /// Nil for what goes as soon as it is of no use.
    package var usualMonths: Int? {
        switch self {
        case .ended: nil
        case .audit, .browsers, .openings: 12
        case .absences, .claims, .imports, .words, .pastResults, .actions: 24
        case .answers: 24
        case .webhooks, .outgoing: 1
        }
    }
}

/// What was removed because its time was over, or would be.
package struct RetentionReport: Codable, Hashable, Sendable {
    package struct Line: Codable, Hashable, Sendable {
        package var name: RetentionClass
        package var words: String
        /// How long it is kept; nil where it goes at once.
        package var months: Int?
        package var removed: Int
    }

    /// Seconds since 1970.
    package var ranAt: Int64
    package var lines: [Line]
}

extension Connection {
    /// How long each class is kept, in months.
    package func retentionPeriods() throws -> [RetentionClass: Int] {
        var periods: [RetentionClass: Int] = [:]
        for name in RetentionClass.allCases { periods[name] = name.usualMonths }
        try each("SELECT class, months FROM retention_period") { row in
            if let name = RetentionClass(rawValue: try row.text(0)) { periods[name] = try row.get(1, as: Int.self) }
        }
        return periods
    }

    package func setRetention(
        of name: RetentionClass, months: Int, by actor: AuditEntry.Actor, at now: Int64
    ) throws {
        try run(
            """
            INSERT INTO retention_period (class, months) VALUES (\(name.rawValue), \(months))
            ON CONFLICT (class) DO UPDATE SET months = excluded.months
            """)
        try audit(.periodChanged, of: "\(name.rawValue) \(months)", by: actor, at: now)
    }

    /// Removes what is too old, and keeps the report as proof.
    package func removeOld(by actor: AuditEntry.Actor, at now: Int64) throws -> RetentionReport {
        let periods = try retentionPeriods()
        let lines = try RetentionClass.allCases.map { name in
            let end = now - Int64(periods[name] ?? 0) * 2_629_746
            var removed = 0
            switch name {
            // Records point to the row of an answer, which stays.
            case .answers:
                removed = try expireRawAnswers(before: end * 1000)
                for condition in Self.rejected(before: end) { removed += try run("DELETE FROM \(condition)") }
            case .webhooks: removed = try forgetDeliveries(before: end * 1000)
            default:
                for condition in try expired(name, before: end, now) { removed += try run("DELETE FROM \(condition)") }
            }
            return RetentionReport.Line(name: name, words: name.words, months: periods[name], removed: removed)
        }
        let number = try value("SELECT coalesce(max(number), 0) + 1 FROM retention_run", as: Int.self) ?? 1
        for line in lines {
            try run(
                """
                INSERT INTO retention_run (number, class, ran_at, months, removed)
                VALUES (\(number), \(line.name.rawValue), \(now * 1000), \(line.months), \(line.removed))
                """)
        }
        try run("DELETE FROM retention_run WHERE ran_at < \((now - 24 * 2_629_746) * 1000)")
        if lines.contains(where: { $0.removed > 0 }) { try audit(.oldRemoved, of: "", by: actor, at: now) }
        return RetentionReport(ranAt: now, lines: lines)
    }

    /// What `removeOld` would remove now.
    package func tooOld(at now: Int64) throws -> RetentionReport {
        let periods = try retentionPeriods()
        let lines = try RetentionClass.allCases.map { name in
            let end = now - Int64(periods[name] ?? 0) * 2_629_746
            let count = try expired(name, before: end, now).reduce(0) { sum, condition in
                sum + (try value("SELECT count(*) FROM \(condition)", as: Int.self) ?? 0)
            }
            return RetentionReport.Line(name: name, words: name.words, months: periods[name], removed: count)
        }
        return RetentionReport(ranAt: now, lines: lines)
    }

    /// The newest first.
    package func retentionRuns(limit: Int) throws -> [RetentionReport] {
        let rows: [(Int64, RetentionReport.Line)] = try rows(
            """
            SELECT ran_at, class, months, removed FROM retention_run
            WHERE number > (SELECT coalesce(max(number), 0) FROM retention_run) - \(limit)
            ORDER BY number DESC, class
            """
        ) { row in
            let name: RetentionClass = try row.get(1)
            return (
                try row.get(0, as: Int64.self) / 1000,
                RetentionReport.Line(name: name, words: name.words, months: try row.get(2), removed: try row.get(3))
            )
        }
        return Dictionary(grouping: rows, by: \.0).map { RetentionReport(ranAt: $0, lines: $1.map(\.1)) }
            .sorted { $0.ranAt > $1.ranAt }
    }

    /// Tables with the condition under which a row of theirs is too old.
    private func expired(_ name: RetentionClass, before end: Int64, _ now: Int64) throws -> [SQL] {
        switch name {
        case .ended:
            [
                "session WHERE ends_at <= \(now * 1000) OR seen_at <= \((now - Session.idle) * 1000)",
                "one_time_link WHERE ends_at <= \(now * 1000)", "begun_sign_in WHERE ends_at <= \(now * 1000)",
                "api_token WHERE ends_at <= \(now * 1000)",
            ]
        case .audit: ["audit_entry WHERE happened_at < \(end * 1000)"]
        case .absences: ["absence WHERE last_day < \(CivilDay(end))"]
        case .imports: ["import_run WHERE finished_at < \(end * 1000)"]
        case .browsers: ["known_device WHERE seen_at < \(end * 1000)"]
        case .answers:
            ["raw_answer WHERE body IS NOT NULL AND received_at < \(end * 1000)"] + Self.rejected(before: end)
        case .webhooks: ["webhook_delivery WHERE state = 'done' AND received_at < \(end * 1000)"]
        case .outgoing: ["outgoing_delivery WHERE happened_at < \(end * 1000)"]
        case .words: ["pulse_words WHERE round IN (SELECT id FROM pulse_round WHERE ends_at < \(end * 1000))"]
        case .pastResults: ["pulse_import WHERE imported_at < \(end * 1000)"]
        case .actions: ["action WHERE state IN ('done', 'dropped', 'topic') AND changed_at < \(end * 1000)"]
        case .openings: ["lead_opening WHERE day < \(CivilDay(end))"]
        case .claims: try over(before: end)
        }
    }

    /// Rows of tables that were set aside.
    private static func rejected(before end: Int64) -> [SQL] {
        [
            """
            rejected_row WHERE import IN (SELECT number FROM table_import WHERE imported_at < \(end * 1000))
            """
        ]
    }

    /// Every step of a claim that was given up, once the last is too old: a part of them would tell another story.
    private func over(before end: Int64) throws -> [SQL] {
        let steps = try accountClaims()
        let claims = AccountClaims(steps)
        let old = Dictionary(grouping: steps) { [Array($0.member.utf8)] + [$0.signature.bytes] }.values.filter { own in
            guard let last = own.last, last.decidedAt < end else { return false }
            let state = claims.state(of: last.member, last.signature)
            return state == nil || state == .refused
        }
        return old.compactMap(\.last).map {
            "account_claim WHERE member = \($0.member) AND name = \($0.signature.name) AND email = \($0.signature.email)"
        }
    }
}

extension RetentionClass: SQLValue {}
