extension Migration {
    /// How tables of records came in, and the rows of them that could not be read.
    static let tableImports = Migration(
        number: 24, title: "Imported tables, and rows that were set aside",
        sql: """
            -- The last of each file and kind of record.
            CREATE TABLE table_import (
                number {SERIAL},
                file {TEXT} NOT NULL,
                kind {TEXT} NOT NULL,
                imported_at {BIG} NOT NULL,
                rows {BIG} NOT NULL,
                -- Records that were new or changed.
                changed {BIG} NOT NULL,
                -- Rows that could not be read, also those that are not kept any more.
                rejected {BIG} NOT NULL,
                UNIQUE (file, kind)
            ) {PLAIN};

            CREATE TABLE rejected_row (
                import {BIG} NOT NULL REFERENCES table_import (number) ON DELETE CASCADE,
                line {BIG} NOT NULL,
                -- NULL where the row as a whole is none.
                column_name {TEXT},
                why {TEXT} NOT NULL,
                -- As JSON, to be read again by another mapping.
                body {TEXT} NOT NULL,
                PRIMARY KEY (import, line)
            ) {KEYED};
            """)
}
