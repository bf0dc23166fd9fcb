extension Migration {
    /// Who may sign in, what they are signed in with, and who changed what.
    ///
    /// Tokens are kept as hashes alone: reading the database lets nobody in. No address of a visitor is kept anywhere.
    static let members = Migration(
        number: 3, title: "Who may sign in",
        sql: """
            CREATE TABLE member (
                id {TEXT} PRIMARY KEY CHECK (id <> ''),
                -- In lower case, so that nobody signs in as somebody who looks the same.
                login {TEXT} NOT NULL UNIQUE CHECK (login <> ''),
                name {TEXT} NOT NULL CHECK (name <> ''),
                -- With the parameters it was made with. NULL until one is chosen.
                password {TEXT},
                is_administrator {BOOL} NOT NULL,
                joined_at {BIG} NOT NULL,
                left_at {BIG}
            ) {PLAIN};

            CREATE TABLE session (
                token_hash {BYTES} NOT NULL PRIMARY KEY,
                member {TEXT} NOT NULL REFERENCES member (id) ON DELETE CASCADE,
                -- The kind of browser and system, as words: lets people recognise their own.
                client {TEXT} NOT NULL,
                began_at {BIG} NOT NULL,
                seen_at {BIG} NOT NULL,
                ends_at {BIG} NOT NULL
            ) {KEYED};
            CREATE INDEX session_of_member ON session (member);

            -- A browser in which somebody signed in before: it goes on to be let in while others try passwords.
            CREATE TABLE known_device (
                token_hash {BYTES} NOT NULL,
                member {TEXT} NOT NULL REFERENCES member (id) ON DELETE CASCADE,
                seen_at {BIG} NOT NULL,
                PRIMARY KEY (token_hash, member)
            ) {KEYED};

            -- Opens one form once: to join, or to choose another password.
            CREATE TABLE one_time_link (
                token_hash {BYTES} NOT NULL PRIMARY KEY,
                purpose {TEXT} NOT NULL CHECK (purpose IN ('first-administrator', 'invitation', 'reset')),
                -- Whose password is chosen anew.
                member {TEXT} REFERENCES member (id) ON DELETE CASCADE,
                makes_administrator {BOOL} NOT NULL,
                made_at {BIG} NOT NULL,
                ends_at {BIG} NOT NULL,
                CHECK ((purpose = 'reset') = (member IS NOT NULL))
            ) {KEYED};

            -- Append-only. Says who changed what, never who answered what.
            CREATE TABLE audit_entry (
                number INTEGER PRIMARY KEY,
                happened_at {BIG} NOT NULL,
                -- The member's id, 'command line', or 'one-time link'.
                actor {TEXT} NOT NULL,
                action {TEXT} NOT NULL,
                subject {TEXT} NOT NULL
            ) {PLAIN};
            """)
}
