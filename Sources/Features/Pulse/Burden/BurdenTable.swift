import Interface
import Records
import Store
import Surveys

/// How much each team's people were asked for and will be, beside what is agreed.
package struct BurdenTable: Component {
    package struct Line: Sendable {
        /// Empty for everybody.
        package let team: String
        let title: String
        package let people: Int
        /// Seconds, of whoever was asked most.
        package let used: Int
        package let planned: Int
        package let minutes: Int

        package var words: String {
            "\(title): up to \(BurdenTrouble.minutes(used)) asked, up to \(BurdenTrouble.minutes(planned)) scheduled, "
                + "\(BurdenTrouble.minutes(minutes * 60)) agreed"
        }
    }

    let lines: [Line]

    init(_ ledger: BurdenLedger, _ crowd: AskedCrowd, _ budgets: [String: Burden], at now: Int64) {
        let all = budgets[""] ?? .usual
        let teams = crowd.tree.rows.map(\.team).filter { $0.archivedAt == nil }
        lines = ([("", "Everybody")] + teams.map { ($0.name, $0.title) }).map { name, title in
            let people = crowd.people(of: name.isEmpty ? [] : [name], at: now)
            let above = crowd.tree.above(name).compactMap { budgets[$0.name] }
            let least = ([all] + above + [budgets[name] ?? all]).map(\.minutesPerMonth).min() ?? all.minutesPerMonth
            return Line(
                team: name, title: title, people: people.count, used: ledger.mostUsed(among: people),
                planned: ledger.mostPlanned(among: people), minutes: least)
        }
    }

    /// What whoever is about to ask reads first.
    var before: HTML {
        """
        <section aria-labelledby="burden"><h2 id="burden">What people are asked already</h2>\
        <p>Of whoever is asked most in each team, within thirty days. More than is agreed is refused.</p>\(html)</section>
        """
    }

    package var html: HTML {
        Table(
            "Time asked for within thirty days",
            columns: [
                .text("Whom"), .number("People"), .number("Asked, up to"), .number("Scheduled, up to"),
                .number("Agreed"),
            ],
            rows: lines.map { line in
                [
                    "\(line.title)", "\(line.people)", "\(BurdenTrouble.minutes(line.used))",
                    "\(BurdenTrouble.minutes(line.planned))", "\(BurdenTrouble.minutes(line.minutes * 60))",
                ]
            }
        ).html
    }
}

extension Connection {
    /// Everybody first, then each team.
    package func burdenLines(at now: Int64) throws -> [BurdenTable.Line] {
        BurdenTable(try burdenLedger(at: now), try askedCrowd(), try pulseBudgets(), at: now).lines
    }
}
