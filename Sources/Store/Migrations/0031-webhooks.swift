extension Migration {
    /// Tutti's own webhooks: whom it tells what happens, and everything that it has to tell them.
    static let webhooks = Migration(
        number: 31, title: "Webhooks that Tutti sends",
        sql: """
            CREATE TABLE webhook_endpoint (
                id {TEXT} PRIMARY KEY CHECK (id <> ''),
                name {TEXT} NOT NULL CHECK (name <> ''),
                url {TEXT} NOT NULL CHECK (url <> ''),
                -- Types of events with spaces between them; empty for all, those to come included.
                types {TEXT} NOT NULL,
                -- The one team that it is told of; NULL for everything.
                team {TEXT} REFERENCES team (name),
                -- Where Tutti itself is, so that links lead there; NULL where nobody said.
                base {TEXT},
                -- Sealed by the key file: those that sign, the newest first.
                secrets {BYTES} NOT NULL,
                state {TEXT} NOT NULL CHECK (state IN ('active', 'paused', 'disabled')),
                trouble {TEXT},
                -- The first failure since something was delivered.
                failing_since {BIG},
                made_at {BIG} NOT NULL
            ) {PLAIN};

            -- One event on its way to one endpoint, written in the transaction of what it tells.
            CREATE TABLE outgoing_delivery (
                number {SERIAL},
                endpoint {TEXT} NOT NULL REFERENCES webhook_endpoint (id) ON DELETE CASCADE,
                -- The event's own, the same whenever it is sent.
                id {TEXT} NOT NULL CHECK (id <> ''),
                type {TEXT} NOT NULL,
                -- Sent and signed byte for byte.
                body {TEXT} NOT NULL,
                happened_at {BIG} NOT NULL,
                state {TEXT} NOT NULL CHECK (state IN ('waiting', 'delivered', 'given-up')),
                attempts INTEGER NOT NULL,
                next_at {BIG},
                tried_at {BIG},
                -- Of the last attempt: what the receiver answered, with the beginning of its words, or why nothing came back.
                status INTEGER,
                trouble {TEXT},
                answer {TEXT},
                UNIQUE (endpoint, id),
                CHECK ((state = 'waiting') = (next_at IS NOT NULL))
            ) {PLAIN};
            CREATE INDEX outgoing_delivery_waiting ON outgoing_delivery (endpoint, next_at) WHERE state = 'waiting';
            CREATE INDEX outgoing_delivery_of ON outgoing_delivery (endpoint, number);
            """)
}
