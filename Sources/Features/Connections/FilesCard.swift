import Interface
import Records
import Store

/// The tables of records that came in by the command line: when, how many rows, and what could not be read.
struct FilesCard: Component {
    /// The newest first.
    let imports: [TableImport]
    /// Rows that are set aside, the first of them.
    let rejected: [RejectedRow]
    let rejectedCount: Int

    static let most = 20

    var html: HTML {
        """
        <section class="connection"><h2>Files</h2>\
        <p>Tables of records that somebody brought in with <code>tutti import records</code>.</p>\
        <div class="source"><p>\(tag) \(sentence)</p>\(DefinitionList(facts))\
        \(Details("The last imports", content: table.html))\(troubles)</div></section>
        """
    }

    private var tag: Interface.Tag {
        rejectedCount > 0 ? Interface.Tag("needs you", .bad) : Interface.Tag("imported", .good)
    }

    private var sentence: String {
        guard rejectedCount > 0 else { return "Every row could be read." }
        let rows = Wording.capitalised(Wording.count(rejectedCount, "row", "rows"))
        return "\(rows) could not be read and \(rejectedCount == 1 ? "is" : "are") set aside."
    }

    private var facts: [(name: String, value: HTML)] {
        guard let last = imports.first else { return [] }
        return [
            ("Last import", "\(Days.minute(last.importedAt / 1000)) UTC"),
            ("Of it", "\(Format.number(last.rows)) rows, \(Format.number(last.changed)) new or changed"),
            ("Set aside", "\(Format.number(rejectedCount))"),
        ]
    }

    private var table: Table {
        Table(
            "Imported tables",
            columns: [
                .text("File"), .text("Kind"), .text("When (UTC)"), .number("Rows"), .number("New or changed"),
                .number("Not read"),
            ],
            rows: imports.prefix(Self.most).map { one in
                [
                    name(one.file), "\(one.kind)", "\(Days.minute(one.importedAt / 1000))",
                    HTML(Format.number(one.rows)), HTML(Format.number(one.changed)), HTML(Format.number(one.rejected)),
                ]
            })
    }

    private var troubles: HTML {
        guard !rejected.isEmpty else { return .empty }
        let table = Table(
            "Rows that were set aside", columns: [.text("File"), .number("Line"), .text("Column"), .text("Why")],
            rows: rejected.map { row in
                [name(row.file), HTML(Format.number(row.line)), name(row.column ?? ""), "\(row.why)"]
            })
        let shown =
            rejectedCount > rejected.count ? "the first \(Format.number(rejected.count)) of them" : "all of them"
        return Details(
            "What was set aside, and why: \(shown)",
            content: """
                \(table)<p>Mend the mapping, then \
                <code>tutti import rejected --mapping FILE</code> reads these rows again.</p>
                """
        ).html
    }
}

extension Connection {
    /// Nil where no table was imported yet.
    func filesCard() throws -> FilesCard? {
        let imports = try tableImports()
        if imports.isEmpty { return nil }
        return FilesCard(
            imports: imports, rejected: try rejectedRows(most: FilesCard.most), rejectedCount: try rejectedRowCount())
    }
}
