extension Migration {
    /// What code hosts, trackers and pipelines tell, what they said word for word, and what waits to be read.
    ///
    /// A record's key is a number of `record_key`, everywhere and for ever. Instants are milliseconds in UTC. Lists that no
    /// query looks into are JSON.
    static let delivery = Migration(
        number: 7, title: "Connections, raw answers, delivery records and the inbox",
        sql: deliverySources + deliveryRecords + deliveryRuns + deliveryFacts)

    private static let deliverySources = """
        -- Rows are closed, never deleted, while records point to them.
        CREATE TABLE source_connection (
            number {SERIAL},
            id {TEXT} NOT NULL UNIQUE CHECK (id <> ''),
            kind {TEXT} NOT NULL,
            name {TEXT} NOT NULL,
            -- JSON, without secrets.
            settings {TEXT} NOT NULL,
            -- Sealed with the key file.
            secrets {BYTES},
            state {TEXT} NOT NULL CHECK (state IN ('active', 'paused', 'failing', 'disabled', 'closed')),
            -- Why it does not work, as a sentence.
            trouble {TEXT},
            -- JSON: where each reading goes on.
            cursors {TEXT} NOT NULL,
            keeps_raw {BOOL} NOT NULL,
            created_at {BIG} NOT NULL
        ) {PLAIN};

        -- What a source answered, after the personal fields that no signal needs were dropped. The body is removed when its
        -- time is over; the row stays, because records point to it.
        CREATE TABLE raw_answer (
            number {SERIAL},
            connection {BIG} NOT NULL REFERENCES source_connection (number),
            category {TEXT} NOT NULL,
            key {TEXT} NOT NULL,
            -- SHA-256 of connection, category, key and body: the same answer again is the same row.
            digest {BYTES} NOT NULL UNIQUE,
            -- When it was given last.
            received_at {BIG} NOT NULL,
            encoding {TEXT} NOT NULL CHECK (encoding IN ('plain', 'zlib')),
            -- Before it was made smaller.
            size {BIG} NOT NULL,
            body {BYTES}
        ) {PLAIN};
        CREATE INDEX raw_answer_in_order ON raw_answer (connection, received_at, digest);
        CREATE INDEX raw_answer_by_age ON raw_answer (received_at) WHERE body IS NOT NULL;

        -- Stored before the sender is answered.
        CREATE TABLE webhook_delivery (
            number {SERIAL},
            connection {BIG} NOT NULL REFERENCES source_connection (number),
            -- As the sender names it; the same when it is sent again.
            id {TEXT} NOT NULL,
            event {TEXT} NOT NULL,
            object {TEXT},
            version {BIG},
            -- JSON.
            headers {TEXT} NOT NULL,
            -- NULL once it is in the archive.
            body {BYTES},
            received_at {BIG} NOT NULL,
            state {TEXT} NOT NULL CHECK (state IN ('waiting', 'done', 'dead')),
            attempts INTEGER NOT NULL,
            next_at {BIG} NOT NULL,
            error {TEXT},
            CHECK ((object IS NULL) = (version IS NULL)),
            CHECK (body IS NOT NULL OR state = 'done')
        ) {PLAIN};
        CREATE UNIQUE INDEX webhook_delivery_by_id ON webhook_delivery (connection, id);
        CREATE UNIQUE INDEX webhook_delivery_by_version ON webhook_delivery (connection, event, object, version)
            WHERE object IS NOT NULL;
        CREATE INDEX webhook_delivery_waiting ON webhook_delivery (next_at, number) WHERE state = 'waiting';
        CREATE INDEX webhook_delivery_dead ON webhook_delivery (connection, number) WHERE state = 'dead';
        CREATE INDEX webhook_delivery_done ON webhook_delivery (received_at) WHERE state = 'done';

        -- A source and a kind of thing there.
        CREATE TABLE record_family (
            number {SERIAL},
            source {TEXT} NOT NULL,
            kind {TEXT} NOT NULL,
            UNIQUE (source, kind)
        ) {PLAIN};

        CREATE TABLE record_key (
            number {SERIAL},
            family {BIG} NOT NULL REFERENCES record_family (number),
            id {TEXT} NOT NULL,
            UNIQUE (family, id)
        ) {PLAIN};

        """

    /// What every record has beside its own fields.
    private static let common = """
            record {BIG} PRIMARY KEY,
            connection {BIG} NOT NULL,
            -- The answer that told it. A foreign key would need an index in every table, to guard rows that are never deleted.
            raw {BIG},
            -- By which the newer of two is known.
            version {BIG} NOT NULL,
            told_at {BIG} NOT NULL,
            -- The last time that any answer mentioned it, and the last time that a complete list did not.
            seen_at {BIG} NOT NULL,
            gone_at {BIG},
            -- JSON: fields without a column; and versions of fields that the newest answer left out.
            more {TEXT},
            sparse {TEXT}
        """

    private static let deliveryRecords = """
        CREATE TABLE hosted_repository (
        \(common),
            full_name {TEXT} NOT NULL, url {TEXT}, default_branch {TEXT}, is_fork {BOOL} NOT NULL,
            is_archived {BOOL} NOT NULL, created_at {BIG}
        ) {PLAIN};
        CREATE INDEX hosted_repository_by_name ON hosted_repository (full_name);

        CREATE TABLE account (
        \(common),
            login {TEXT} NOT NULL, name {TEXT}, email {TEXT}, kind {TEXT} NOT NULL
        ) {PLAIN};

        CREATE TABLE pull_request (
        \(common),
            repository {BIG} NOT NULL, head_repository {BIG}, number INTEGER NOT NULL, title {TEXT} NOT NULL, body {TEXT},
            url {TEXT}, author {BIG}, state {TEXT} NOT NULL, is_draft {BOOL} NOT NULL, created_at {BIG} NOT NULL,
            updated_at {BIG} NOT NULL, merged_at {BIG}, closed_at {BIG}, merged_by {BIG}, merge_commit {TEXT},
            head_branch {TEXT} NOT NULL, base_branch {TEXT} NOT NULL, head_commit {TEXT}, base_commit {TEXT},
            additions {BIG}, deletions {BIG}, changed_files {BIG}, labels {TEXT}, assignees {TEXT},
            requested_reviewers {TEXT}, milestone {TEXT}
        ) {PLAIN};
        CREATE INDEX pull_request_by_creation ON pull_request (created_at, author, record);
        CREATE INDEX pull_request_of_repository ON pull_request (repository, created_at, closed_at, record);
        CREATE INDEX pull_request_by_closing ON pull_request (repository, closed_at, record);
        CREATE INDEX pull_request_by_merge_commit ON pull_request (merge_commit) WHERE merge_commit IS NOT NULL;

        CREATE TABLE pull_request_event (
        \(common),
            pull_request {BIG} NOT NULL, kind {TEXT} NOT NULL, at {BIG} NOT NULL, actor {BIG}, subject {BIG}, verdict {TEXT},
            is_draft {BOOL}, commit_id {TEXT}, is_same_change {BOOL}, text {TEXT}, line_comments {BIG}
        ) {PLAIN};
        CREATE INDEX pull_request_event_of ON pull_request_event (pull_request, at, kind, actor);

        CREATE TABLE pull_request_commit (
        \(common),
            pull_request {BIG} NOT NULL, commit_id {TEXT} NOT NULL, author_name {TEXT} NOT NULL, author_email {TEXT} NOT NULL,
            authored_at {BIG} NOT NULL, committed_at {BIG}, parents INTEGER
        ) {PLAIN};
        CREATE INDEX pull_request_commit_of ON pull_request_commit (pull_request, authored_at);
        CREATE INDEX pull_request_commit_by_id ON pull_request_commit (commit_id);

        CREATE TABLE review (
        \(common),
            pull_request {BIG} NOT NULL, author {BIG}, verdict {TEXT} NOT NULL, body {TEXT}, commit_id {TEXT},
            submitted_at {BIG}
        ) {PLAIN};
        CREATE INDEX review_of ON review (pull_request, submitted_at, author);
        CREATE INDEX review_by_time ON review (submitted_at, author, pull_request);

        CREATE TABLE comment (
        \(common),
            subject {BIG} NOT NULL, author {BIG}, body {TEXT} NOT NULL, created_at {BIG} NOT NULL, updated_at {BIG},
            review {BIG}, thread {TEXT}, is_resolved {BOOL}, path {TEXT}, line {BIG}, commit_id {TEXT},
            is_system {BOOL} NOT NULL
        ) {PLAIN};
        CREATE INDEX comment_of ON comment (subject, created_at, author);

        CREATE TABLE work_item (
        \(common),
            reference {TEXT} NOT NULL, container {BIG}, title {TEXT} NOT NULL, body {TEXT}, url {TEXT}, kind {TEXT} NOT NULL,
            original_kind {TEXT}, state {TEXT} NOT NULL, original_state {TEXT} NOT NULL, author {BIG}, assignees {TEXT},
            labels {TEXT}, priority {TEXT}, severity {TEXT}, estimate {REAL}, parent {BIG}, milestone {TEXT},
            sprint {BIG}, created_at {BIG} NOT NULL, updated_at {BIG} NOT NULL, closed_at {BIG}
        ) {PLAIN};
        CREATE INDEX work_item_of_container ON work_item (container, created_at, closed_at, record);
        CREATE INDEX work_item_of_sprint ON work_item (sprint) WHERE sprint IS NOT NULL;
        CREATE INDEX work_item_by_closing ON work_item (closed_at, container, record);

        CREATE TABLE work_item_change (
        \(common),
            work_item {BIG} NOT NULL, field {TEXT} NOT NULL, original_field {TEXT} NOT NULL, from_value {TEXT},
            to_value {TEXT}, at {BIG} NOT NULL, actor {BIG}
        ) {PLAIN};
        CREATE INDEX work_item_change_of ON work_item_change (work_item, at);

        CREATE TABLE work_item_link (
        \(common),
            pull_request {BIG} NOT NULL, reference {TEXT} NOT NULL, work_item {BIG}
        ) {PLAIN};
        CREATE INDEX work_item_link_of ON work_item_link (pull_request, work_item);
        CREATE INDEX work_item_link_to ON work_item_link (work_item) WHERE work_item IS NOT NULL;

        CREATE TABLE sprint (
        \(common),
            container {BIG}, name {TEXT} NOT NULL, state {TEXT} NOT NULL, start_at {BIG}, end_at {BIG}, completed_at {BIG},
            goal {TEXT}
        ) {PLAIN};
        CREATE INDEX sprint_of ON sprint (container, start_at);

        CREATE TABLE build (
        \(common),
            repository {BIG}, name {TEXT} NOT NULL, number {BIG}, attempt {BIG} NOT NULL, state {TEXT} NOT NULL,
            result {TEXT}, original_state {TEXT} NOT NULL, original_result {TEXT}, branch {TEXT}, commit_id {TEXT},
            pull_requests {TEXT}, started_by {TEXT}, queued_at {BIG}, started_at {BIG}, finished_at {BIG}, url {TEXT}
        ) {PLAIN};
        CREATE INDEX build_of ON build (repository, finished_at, result);
        CREATE INDEX build_by_commit ON build (commit_id) WHERE commit_id IS NOT NULL;

        CREATE TABLE job (
        \(common),
            build {BIG} NOT NULL, name {TEXT} NOT NULL, stage {TEXT}, state {TEXT} NOT NULL, result {TEXT},
            original_state {TEXT} NOT NULL, original_result {TEXT}, may_fail {BOOL} NOT NULL, queued_at {BIG},
            started_at {BIG}, finished_at {BIG}
        ) {PLAIN};
        CREATE INDEX job_of ON job (build, started_at);

        CREATE TABLE deployment (
        \(common),
            service {TEXT} NOT NULL, environment {TEXT} NOT NULL, original_environment {TEXT}, state {TEXT} NOT NULL,
            result {TEXT}, original_state {TEXT}, original_result {TEXT}, created_at {BIG}, started_at {BIG},
            finished_at {BIG}, commits {TEXT}, is_fix {BOOL}, is_rollback {BOOL}, url {TEXT}
        ) {PLAIN};
        CREATE INDEX deployment_by_time ON deployment (environment, finished_at, service, result, record);

        -- `deployment.commits` once more, to be found by commit and by repository.
        CREATE TABLE deployed_commit (
            deployment {BIG} NOT NULL,
            place INTEGER NOT NULL,
            repository {BIG},
            commit_id {TEXT} NOT NULL,
            PRIMARY KEY (deployment, place)
        ) {KEYED};
        CREATE INDEX deployed_commit_by_id ON deployed_commit (commit_id, deployment);
        CREATE INDEX deployed_commit_of ON deployed_commit (repository, deployment);

        CREATE TABLE incident (
        \(common),
            title {TEXT} NOT NULL, service {TEXT}, severity {TEXT}, cause {TEXT} NOT NULL, deployment {BIG},
            started_at {BIG} NOT NULL, detected_at {BIG}, mitigated_at {BIG}, resolved_at {BIG}, updated_at {BIG}, url {TEXT}
        ) {PLAIN};
        CREATE INDEX incident_by_time ON incident (started_at, resolved_at, service);
        CREATE INDEX incident_of ON incident (deployment) WHERE deployment IS NOT NULL;

        -- Every version of an incident that was told, as JSON, so that nobody can mend the past unseen.
        CREATE TABLE incident_edit (
            incident {BIG} NOT NULL,
            version {BIG} NOT NULL,
            digest {BYTES} NOT NULL,
            told_at {BIG} NOT NULL,
            content {TEXT} NOT NULL,
            PRIMARY KEY (incident, version, digest)
        ) {KEYED};

        CREATE TABLE release (
        \(common),
            repository {BIG} NOT NULL, name {TEXT} NOT NULL, tag {TEXT} NOT NULL, commit_id {TEXT}, is_draft {BOOL} NOT NULL,
            is_prerelease {BOOL} NOT NULL, created_at {BIG}, published_at {BIG}, url {TEXT}
        ) {PLAIN};
        CREATE INDEX release_of ON release (repository, published_at);

        """

    private static let deliveryRuns = """
        -- One file of test results, coverage or findings. It is replaced as a whole.
        CREATE TABLE run_report (
            number {SERIAL},
            connection {BIG} NOT NULL,
            -- The build, job or test run that it tells of.
            run {BIG} NOT NULL,
            name {TEXT} NOT NULL,
            raw {BIG},
            told_at {BIG} NOT NULL,
            digest {BYTES} NOT NULL,
            UNIQUE (run, name)
        ) {PLAIN};
        CREATE INDEX run_report_by_age ON run_report (told_at);

        CREATE TABLE test_case (
            number {SERIAL},
            suite {TEXT} NOT NULL,
            name {TEXT} NOT NULL,
            UNIQUE (suite, name)
        ) {PLAIN};

        -- A row for each try; the last one has what the runner said.
        CREATE TABLE test_result (
            report {BIG} NOT NULL REFERENCES run_report (number) ON DELETE CASCADE,
            place INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            test_case {BIG} NOT NULL,
            is_last {BOOL} NOT NULL,
            outcome {TEXT} NOT NULL,
            seconds {REAL},
            file {TEXT},
            message {TEXT},
            more {TEXT},
            PRIMARY KEY (report, place, attempt)
        ) {KEYED};
        CREATE INDEX test_result_of ON test_result (test_case, report, outcome);

        CREATE TABLE file_coverage (
            report {BIG} NOT NULL REFERENCES run_report (number) ON DELETE CASCADE,
            place INTEGER NOT NULL,
            path {TEXT} NOT NULL,
            lines_all {BIG} NOT NULL,
            lines_covered {BIG} NOT NULL,
            branches_all {BIG} NOT NULL,
            branches_taken {BIG} NOT NULL,
            -- JSON, by line.
            lines {TEXT},
            branches {TEXT},
            more {TEXT},
            PRIMARY KEY (report, place)
        ) {KEYED};
        CREATE INDEX file_coverage_of ON file_coverage (path, report);

        CREATE TABLE code_finding (
            report {BIG} NOT NULL REFERENCES run_report (number) ON DELETE CASCADE,
            place INTEGER NOT NULL,
            tool {TEXT} NOT NULL,
            rule {TEXT},
            level {TEXT} NOT NULL,
            message {TEXT} NOT NULL,
            path {TEXT},
            line {BIG},
            fingerprint {TEXT},
            is_suppressed {BOOL} NOT NULL,
            more {TEXT},
            PRIMARY KEY (report, place)
        ) {KEYED};
        CREATE INDEX code_finding_of ON code_finding (tool, rule, report);

        """

    private static let deliveryFacts = """
        -- A measure of a scope: pickup time of a team, lead time of a repository.
        CREATE TABLE fact_series (
            number {SERIAL},
            measure {TEXT} NOT NULL,
            scope {TEXT} NOT NULL,
            UNIQUE (measure, scope)
        ) {PLAIN};

        -- What one record adds to a week of a series. The week is that of its first day, in days since 1970.
        CREATE TABLE fact (
            series {BIG} NOT NULL,
            week INTEGER NOT NULL,
            value {BIG} NOT NULL,
            record {BIG} NOT NULL,
            PRIMARY KEY (series, week, value, record)
        ) {KEYED};
        CREATE INDEX fact_of ON fact (record);

        -- Always what the facts say: written in the transaction that changes them.
        CREATE TABLE fact_week (
            series {BIG} NOT NULL,
            week INTEGER NOT NULL,
            n {BIG} NOT NULL,
            total {BIG} NOT NULL,
            p50 {BIG} NOT NULL,
            p75 {BIG} NOT NULL,
            p90 {BIG} NOT NULL,
            PRIMARY KEY (series, week)
        ) {KEYED};
        """
}
