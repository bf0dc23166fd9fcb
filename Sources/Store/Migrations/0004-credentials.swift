extension Migration {
    /// What lets somebody in besides a password: a second factor, a token for programs, another service's word.
    static let credentials = Migration(
        number: 4, title: "What lets in besides a password",
        sql: """
            ALTER TABLE session ADD COLUMN means {TEXT} NOT NULL DEFAULT 'password'
                CHECK (means IN ('password', 'proxy', 'openid'));

            CREATE TABLE second_factor (
                member {TEXT} NOT NULL PRIMARY KEY REFERENCES member (id) ON DELETE CASCADE,
                -- Opens with the key file alone.
                sealed_secret {BYTES} NOT NULL,
                -- Half minutes since 1970: no code is taken twice, and none older than one that was taken.
                last_step {BIG} NOT NULL,
                -- NULL while its owner has not shown yet that the app gives the right codes.
                confirmed_at {BIG}
            ) {KEYED};

            -- Each lets in once in place of a code.
            CREATE TABLE recovery_code (
                member {TEXT} NOT NULL REFERENCES member (id) ON DELETE CASCADE,
                code_hash {BYTES} NOT NULL,
                PRIMARY KEY (member, code_hash)
            ) {KEYED};

            -- The password was right, the code is still to come.
            CREATE TABLE begun_sign_in (
                token_hash {BYTES} NOT NULL PRIMARY KEY,
                member {TEXT} NOT NULL REFERENCES member (id) ON DELETE CASCADE,
                failures {SMALL} NOT NULL,
                ends_at {BIG} NOT NULL
            ) {KEYED};

            CREATE TABLE api_token (
                token_hash {BYTES} NOT NULL PRIMARY KEY,
                member {TEXT} NOT NULL REFERENCES member (id) ON DELETE CASCADE,
                -- What its owner calls it.
                title {TEXT} NOT NULL CHECK (title <> ''),
                scope {TEXT} NOT NULL CHECK (scope IN ('read', 'write')),
                made_at {BIG} NOT NULL,
                ends_at {BIG} NOT NULL,
                -- A day, counted from 1970. Nothing finer is kept.
                used_on {BIG}
            ) {KEYED};
            CREATE INDEX api_token_of_member ON api_token (member);

            -- Whom another service means by its name for somebody.
            CREATE TABLE openid_account (
                issuer {TEXT} NOT NULL,
                subject {TEXT} NOT NULL,
                member {TEXT} NOT NULL REFERENCES member (id) ON DELETE CASCADE,
                -- Whether a group there made them an administrator here: leaving the group then takes it back.
                is_administrator_by_group {BOOL} NOT NULL,
                PRIMARY KEY (issuer, subject)
            ) {KEYED};
            CREATE INDEX openid_account_of_member ON openid_account (member);
            """)
}
