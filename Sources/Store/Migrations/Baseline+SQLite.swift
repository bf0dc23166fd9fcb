extension Baseline {
    /// Written by `make golden` from what the migrations make.
    static let sqlite = Baseline(
        number: 34,
        sql: """
            CREATE TABLE absence (
                member TEXT NOT NULL REFERENCES member (id),
                first_day TEXT NOT NULL,
                last_day TEXT NOT NULL,
                -- Minutes after midnight, on each of the days.
                from_minute INTEGER NOT NULL,
                until_minute INTEGER NOT NULL,
                PRIMARY KEY (member, first_day, from_minute),
                CHECK (last_day >= first_day),
                CHECK (from_minute >= 0 AND until_minute > from_minute AND until_minute <= 1440)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE account (
                record INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL,
                -- The answer that told it. A foreign key would need an index in every table, to guard rows that are never deleted.
                raw INTEGER,
                -- By which the newer of two is known.
                version INTEGER NOT NULL,
                told_at INTEGER NOT NULL,
                -- The last time that any answer mentioned it, and the last time that a complete list did not.
                seen_at INTEGER NOT NULL,
                gone_at INTEGER,
                -- JSON: fields without a column; and versions of fields that the newest answer left out.
                more TEXT,
                sparse TEXT,
                login TEXT NOT NULL, name TEXT, email TEXT, kind TEXT NOT NULL
            ) STRICT;
            CREATE TABLE account_claim (
                number INTEGER PRIMARY KEY,
                action TEXT NOT NULL CHECK (action IN ('claim', 'confirm', 'prove', 'refuse', 'withdraw')),
                member TEXT NOT NULL REFERENCES member (id),
                name TEXT NOT NULL,
                email TEXT NOT NULL,
                -- A member's id, 'proof' or 'command line'.
                decided_by TEXT NOT NULL,
                decided_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX account_claim_of_member ON account_claim (member);
            CREATE TABLE action (
                id TEXT PRIMARY KEY CHECK (id <> ''),
                -- Whose it is: a team's name; empty for everybody.
                team TEXT NOT NULL,
                title TEXT NOT NULL CHECK (title <> ''),
                state TEXT NOT NULL
                    CHECK (state IN ('topic', 'proposed', 'accepted', 'doing', 'done', 'dropped')),
                -- The last day, by the team's clock, in days since 1970.
                due_day INTEGER,
                -- How often that day was put off.
                redated INTEGER NOT NULL,
                -- Why it was dropped.
                reason TEXT NOT NULL,
                -- The round that it came from, and the question or scale; NULL and empty where there is none.
                round TEXT REFERENCES pulse_round (id) ON DELETE SET NULL,
                about TEXT NOT NULL,
                made_at INTEGER NOT NULL,
                changed_at INTEGER NOT NULL,
                CHECK (state IN ('topic', 'done', 'dropped') OR due_day IS NOT NULL)
            ) STRICT;
            CREATE INDEX action_by_round ON action (round);
            CREATE INDEX action_by_team ON action (team, state);
            CREATE TABLE action_owner (
                action TEXT PRIMARY KEY REFERENCES action (id) ON DELETE CASCADE,
                member TEXT NOT NULL REFERENCES member (id) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX action_owner_by_member ON action_owner (member);
            CREATE TABLE api_token (
                token_hash BLOB NOT NULL PRIMARY KEY,
                member TEXT NOT NULL REFERENCES member (id) ON DELETE CASCADE,
                -- What its owner calls it.
                title TEXT NOT NULL CHECK (title <> ''),
                scope TEXT NOT NULL CHECK (scope IN ('read', 'write')),
                made_at INTEGER NOT NULL,
                ends_at INTEGER NOT NULL,
                -- A day, counted from 1970. Nothing finer is kept.
                used_on INTEGER
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX api_token_of_member ON api_token (member);
            CREATE TABLE audit_entry (
                number INTEGER PRIMARY KEY,
                happened_at INTEGER NOT NULL,
                -- The member's id, 'command line', or 'one-time link'.
                actor TEXT NOT NULL,
                action TEXT NOT NULL,
                subject TEXT NOT NULL
            ) STRICT;
            CREATE TABLE begun_sign_in (
                token_hash BLOB NOT NULL PRIMARY KEY,
                member TEXT NOT NULL REFERENCES member (id) ON DELETE CASCADE,
                failures INTEGER NOT NULL,
                ends_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE branch_clash (
                repository INTEGER NOT NULL REFERENCES open_branches (repository) ON DELETE CASCADE,
                place INTEGER NOT NULL,
                first_name TEXT NOT NULL,
                second_name TEXT NOT NULL,
                path TEXT NOT NULL,
                PRIMARY KEY (repository, place)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE build (
                record INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL,
                -- The answer that told it. A foreign key would need an index in every table, to guard rows that are never deleted.
                raw INTEGER,
                -- By which the newer of two is known.
                version INTEGER NOT NULL,
                told_at INTEGER NOT NULL,
                -- The last time that any answer mentioned it, and the last time that a complete list did not.
                seen_at INTEGER NOT NULL,
                gone_at INTEGER,
                -- JSON: fields without a column; and versions of fields that the newest answer left out.
                more TEXT,
                sparse TEXT,
                repository INTEGER, name TEXT NOT NULL, number INTEGER, attempt INTEGER NOT NULL, state TEXT NOT NULL,
                result TEXT, original_state TEXT NOT NULL, original_result TEXT, branch TEXT, commit_id TEXT,
                pull_requests TEXT, started_by TEXT, queued_at INTEGER, started_at INTEGER, finished_at INTEGER, url TEXT
            ) STRICT;
            CREATE INDEX build_by_commit ON build (commit_id) WHERE commit_id IS NOT NULL;
            CREATE INDEX build_of ON build (repository, finished_at, result);
            CREATE TABLE change_coverage (
                -- By its number in record_key.
                pull_request INTEGER PRIMARY KEY,
                commit_id TEXT NOT NULL,
                -- JSON: added, coverable and covered lines by file; NULL where the history does not hold the whole change.
                body TEXT,
                -- Reports that are told later have it measured anew.
                measured_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE code_finding (
                report INTEGER NOT NULL REFERENCES run_report (number) ON DELETE CASCADE,
                place INTEGER NOT NULL,
                tool TEXT NOT NULL,
                rule TEXT,
                level TEXT NOT NULL,
                message TEXT NOT NULL,
                path TEXT,
                line INTEGER,
                fingerprint TEXT,
                is_suppressed INTEGER NOT NULL,
                more TEXT,
                PRIMARY KEY (report, place)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX code_finding_of ON code_finding (tool, rule, report);
            CREATE TABLE comment (
                record INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL,
                -- The answer that told it. A foreign key would need an index in every table, to guard rows that are never deleted.
                raw INTEGER,
                -- By which the newer of two is known.
                version INTEGER NOT NULL,
                told_at INTEGER NOT NULL,
                -- The last time that any answer mentioned it, and the last time that a complete list did not.
                seen_at INTEGER NOT NULL,
                gone_at INTEGER,
                -- JSON: fields without a column; and versions of fields that the newest answer left out.
                more TEXT,
                sparse TEXT,
                subject INTEGER NOT NULL, author INTEGER, body TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER,
                review INTEGER, thread TEXT, is_resolved INTEGER, path TEXT, line INTEGER, commit_id TEXT,
                is_system INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX comment_of ON comment (subject, created_at, author);
            CREATE TABLE commit_parent (
                repository INTEGER NOT NULL,
                git_commit INTEGER NOT NULL,
                place INTEGER NOT NULL,
                parent BLOB NOT NULL,
                PRIMARY KEY (repository, git_commit, place),
                FOREIGN KEY (repository, git_commit) REFERENCES git_commit (repository, number) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE council_seat (
                member TEXT PRIMARY KEY REFERENCES member (id),
                since_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE debt_analysis (
                -- As every table of records begins.
                record INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL,
                raw INTEGER,
                version INTEGER NOT NULL,
                told_at INTEGER NOT NULL,
                seen_at INTEGER NOT NULL,
                gone_at INTEGER,
                more TEXT,
                sparse TEXT,
                -- By its number in record_key.
                repository INTEGER NOT NULL,
                commit_id TEXT NOT NULL,
                branch TEXT,
                analysed_at INTEGER NOT NULL,
                minutes REAL NOT NULL CHECK (minutes >= 0),
                -- Of the languages that were analysed.
                lines INTEGER NOT NULL,
                -- Other rules or other costs are another text.
                rules TEXT NOT NULL,
                without_cost INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX debt_analysis_of ON debt_analysis (repository, analysed_at);
            CREATE TABLE debt_marker (
                repository INTEGER NOT NULL REFERENCES snapshot (repository) ON DELETE CASCADE,
                place INTEGER NOT NULL,
                path TEXT NOT NULL,
                line INTEGER NOT NULL CHECK (line > 0),
                kind TEXT NOT NULL,
                text TEXT NOT NULL,
                since_at INTEGER,
                since_offset INTEGER,
                PRIMARY KEY (repository, place),
                CHECK ((since_at IS NULL) = (since_offset IS NULL))
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE delivery_change (
                number INTEGER PRIMARY KEY,
                what TEXT NOT NULL
            ) STRICT;
            CREATE TABLE delivery_reading (
                -- Team and timeframe, as in an address.
                choice TEXT NOT NULL,
                -- A signal, or 'extent' and 'open'.
                signal TEXT NOT NULL,
                definition TEXT NOT NULL,
                -- Of what it was measured from.
                revision INTEGER NOT NULL,
                measured_at INTEGER NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (choice, signal)
            ) STRICT;
            CREATE TABLE delivery_revision (
                number INTEGER PRIMARY KEY CHECK (number = 1),
                revision INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE deployed_commit (
                deployment INTEGER NOT NULL,
                place INTEGER NOT NULL,
                repository INTEGER,
                commit_id TEXT NOT NULL,
                PRIMARY KEY (deployment, place)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX deployed_commit_by_id ON deployed_commit (commit_id, deployment);
            CREATE INDEX deployed_commit_of ON deployed_commit (repository, deployment);
            CREATE TABLE deployment (
                record INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL,
                -- The answer that told it. A foreign key would need an index in every table, to guard rows that are never deleted.
                raw INTEGER,
                -- By which the newer of two is known.
                version INTEGER NOT NULL,
                told_at INTEGER NOT NULL,
                -- The last time that any answer mentioned it, and the last time that a complete list did not.
                seen_at INTEGER NOT NULL,
                gone_at INTEGER,
                -- JSON: fields without a column; and versions of fields that the newest answer left out.
                more TEXT,
                sparse TEXT,
                service TEXT NOT NULL, environment TEXT NOT NULL, original_environment TEXT, state TEXT NOT NULL,
                result TEXT, original_state TEXT, original_result TEXT, created_at INTEGER, started_at INTEGER,
                finished_at INTEGER, commits TEXT, is_fix INTEGER, is_rollback INTEGER, url TEXT
            ) STRICT;
            CREATE INDEX deployment_by_time ON deployment (environment, finished_at, service, result, record);
            CREATE TABLE erased_signature (
                code BLOB NOT NULL PRIMARY KEY,
                salt BLOB NOT NULL,
                pseudonym TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE fact (
                series INTEGER NOT NULL,
                week INTEGER NOT NULL,
                value INTEGER NOT NULL,
                record INTEGER NOT NULL,
                PRIMARY KEY (series, week, value, record)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX fact_of ON fact (record);
            CREATE TABLE fact_series (
                number INTEGER PRIMARY KEY,
                measure TEXT NOT NULL,
                scope TEXT NOT NULL,
                UNIQUE (measure, scope)
            ) STRICT;
            CREATE TABLE fact_week (
                series INTEGER NOT NULL,
                week INTEGER NOT NULL,
                n INTEGER NOT NULL,
                total INTEGER NOT NULL,
                p50 INTEGER NOT NULL,
                p75 INTEGER NOT NULL,
                p90 INTEGER NOT NULL,
                PRIMARY KEY (series, week)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE feed_link (
                member TEXT PRIMARY KEY REFERENCES member (id),
                token_hash BLOB NOT NULL UNIQUE,
                made_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE file_change (
                repository INTEGER NOT NULL,
                git_commit INTEGER NOT NULL,
                path INTEGER NOT NULL,
                old_path INTEGER,
                kind TEXT NOT NULL CHECK (kind IN ('A', 'M', 'D', 'R', 'C', 'T')),
                mode INTEGER NOT NULL,
                added INTEGER,
                deleted INTEGER,
                -- Why lines were not counted.
                uncounted TEXT CHECK (uncounted IN ('binary', 'missing', 'notCounted')),
                PRIMARY KEY (repository, git_commit, path),
                FOREIGN KEY (repository, git_commit) REFERENCES git_commit (repository, number) ON DELETE CASCADE,
                CHECK ((old_path IS NOT NULL) = (kind IN ('R', 'C'))),
                CHECK ((added IS NULL) = (uncounted IS NOT NULL) AND (deleted IS NULL) = (added IS NULL))
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE file_coverage (
                report INTEGER NOT NULL REFERENCES run_report (number) ON DELETE CASCADE,
                place INTEGER NOT NULL,
                path TEXT NOT NULL,
                lines_all INTEGER NOT NULL,
                lines_covered INTEGER NOT NULL,
                branches_all INTEGER NOT NULL,
                branches_taken INTEGER NOT NULL,
                -- JSON, by line.
                lines TEXT,
                branches TEXT,
                more TEXT,
                PRIMARY KEY (report, place)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX file_coverage_of ON file_coverage (path, report);
            CREATE TABLE git_commit (
                repository INTEGER NOT NULL REFERENCES repository (number) ON DELETE CASCADE,
                number INTEGER NOT NULL,
                id BLOB NOT NULL,
                author INTEGER NOT NULL,
                authored_at INTEGER NOT NULL,
                authored_offset INTEGER NOT NULL,
                committer INTEGER NOT NULL,
                committed_at INTEGER NOT NULL,
                committed_offset INTEGER NOT NULL,
                subject TEXT NOT NULL,
                PRIMARY KEY (repository, number),
                UNIQUE (repository, id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE head_file (
                repository INTEGER NOT NULL REFERENCES snapshot (repository) ON DELETE CASCADE,
                path TEXT NOT NULL,
                mode INTEGER NOT NULL,
                blob BLOB NOT NULL,
                size INTEGER,
                lines INTEGER NOT NULL,
                non_blank_lines INTEGER NOT NULL,
                indentation INTEGER NOT NULL,
                is_binary INTEGER NOT NULL,
                is_lfs_pointer INTEGER NOT NULL,
                is_generated INTEGER NOT NULL,
                is_vendored INTEGER NOT NULL,
                is_documentation INTEGER NOT NULL,
                PRIMARY KEY (repository, path)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE head_text (
                repository INTEGER NOT NULL REFERENCES snapshot (repository) ON DELETE CASCADE,
                path TEXT NOT NULL,
                content BLOB NOT NULL,
                PRIMARY KEY (repository, path)
            ) STRICT;
            CREATE TABLE holiday (
                calendar TEXT NOT NULL REFERENCES holiday_calendar (name) ON DELETE CASCADE,
                day TEXT NOT NULL,
                PRIMARY KEY (calendar, day)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE holiday_calendar (
                name TEXT PRIMARY KEY CHECK (name <> ''),
                title TEXT NOT NULL CHECK (title <> ''),
                kept_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE host_team (
                record INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL,
                raw INTEGER,
                version INTEGER NOT NULL,
                told_at INTEGER NOT NULL,
                seen_at INTEGER NOT NULL,
                gone_at INTEGER,
                more TEXT,
                sparse TEXT,
                -- As CODEOWNERS writes it, without the @.
                name TEXT NOT NULL,
                -- The keys of their accounts, one in each line: empty where nobody belongs to it, NULL where nobody said who does.
                members TEXT
            ) STRICT;
            CREATE TABLE hosted_repository (
                record INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL,
                -- The answer that told it. A foreign key would need an index in every table, to guard rows that are never deleted.
                raw INTEGER,
                -- By which the newer of two is known.
                version INTEGER NOT NULL,
                told_at INTEGER NOT NULL,
                -- The last time that any answer mentioned it, and the last time that a complete list did not.
                seen_at INTEGER NOT NULL,
                gone_at INTEGER,
                -- JSON: fields without a column; and versions of fields that the newest answer left out.
                more TEXT,
                sparse TEXT,
                full_name TEXT NOT NULL, url TEXT, default_branch TEXT, is_fork INTEGER NOT NULL,
                is_archived INTEGER NOT NULL, created_at INTEGER
            , required_approvals INTEGER, required_checks TEXT) STRICT;
            CREATE INDEX hosted_repository_by_name ON hosted_repository (full_name);
            CREATE TABLE identity_decision (
                number INTEGER PRIMARY KEY,
                action TEXT NOT NULL CHECK (action IN ('merge', 'split', 'classify')),
                first_name TEXT NOT NULL,
                first_email TEXT NOT NULL,
                second_name TEXT,
                second_email TEXT,
                kind TEXT CHECK (kind IN ('human', 'bot', 'agent')),
                why TEXT NOT NULL,
                decided_by TEXT NOT NULL,
                decided_at INTEGER NOT NULL,
                CHECK ((second_name IS NULL) = (second_email IS NULL)),
                CHECK ((action = 'classify') = (kind IS NOT NULL)),
                CHECK ((action = 'classify') = (second_name IS NULL))
            ) STRICT;
            CREATE TABLE import_run (
                number INTEGER PRIMARY KEY,
                repository INTEGER NOT NULL REFERENCES repository (number) ON DELETE CASCADE,
                status TEXT NOT NULL CHECK (status IN ('running', 'finished', 'failed', 'interrupted')),
                head BLOB,
                commits_done INTEGER NOT NULL CHECK (commits_done >= 0),
                -- NULL while nobody has counted.
                commits_total INTEGER,
                started_at INTEGER NOT NULL,
                finished_at INTEGER,
                trouble TEXT,
                CHECK ((finished_at IS NULL) = (status = 'running'))
            ) STRICT;
            CREATE INDEX import_run_of_repository ON import_run (repository);
            CREATE TABLE incident (
                record INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL,
                -- The answer that told it. A foreign key would need an index in every table, to guard rows that are never deleted.
                raw INTEGER,
                -- By which the newer of two is known.
                version INTEGER NOT NULL,
                told_at INTEGER NOT NULL,
                -- The last time that any answer mentioned it, and the last time that a complete list did not.
                seen_at INTEGER NOT NULL,
                gone_at INTEGER,
                -- JSON: fields without a column; and versions of fields that the newest answer left out.
                more TEXT,
                sparse TEXT,
                title TEXT NOT NULL, service TEXT, severity TEXT, cause TEXT NOT NULL, deployment INTEGER,
                started_at INTEGER NOT NULL, detected_at INTEGER, mitigated_at INTEGER, resolved_at INTEGER, updated_at INTEGER, url TEXT
            ) STRICT;
            CREATE INDEX incident_by_time ON incident (started_at, resolved_at, service);
            CREATE INDEX incident_of ON incident (deployment) WHERE deployment IS NOT NULL;
            CREATE TABLE incident_edit (
                incident INTEGER NOT NULL,
                version INTEGER NOT NULL,
                digest BLOB NOT NULL,
                told_at INTEGER NOT NULL,
                content TEXT NOT NULL,
                PRIMARY KEY (incident, version, digest)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE job (
                record INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL,
                -- The answer that told it. A foreign key would need an index in every table, to guard rows that are never deleted.
                raw INTEGER,
                -- By which the newer of two is known.
                version INTEGER NOT NULL,
                told_at INTEGER NOT NULL,
                -- The last time that any answer mentioned it, and the last time that a complete list did not.
                seen_at INTEGER NOT NULL,
                gone_at INTEGER,
                -- JSON: fields without a column; and versions of fields that the newest answer left out.
                more TEXT,
                sparse TEXT,
                build INTEGER NOT NULL, name TEXT NOT NULL, stage TEXT, state TEXT NOT NULL, result TEXT,
                original_state TEXT NOT NULL, original_result TEXT, may_fail INTEGER NOT NULL, queued_at INTEGER,
                started_at INTEGER, finished_at INTEGER
            ) STRICT;
            CREATE INDEX job_of ON job (build, started_at);
            CREATE TABLE known_device (
                token_hash BLOB NOT NULL,
                member TEXT NOT NULL REFERENCES member (id) ON DELETE CASCADE,
                seen_at INTEGER NOT NULL,
                PRIMARY KEY (token_hash, member)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE lead_opening (
                member TEXT NOT NULL REFERENCES member (id),
                viewer TEXT NOT NULL REFERENCES member (id),
                team TEXT NOT NULL REFERENCES team (name),
                day TEXT NOT NULL,
                PRIMARY KEY (member, viewer, team, day)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE measurement (
                repository INTEGER NOT NULL REFERENCES repository (number) ON DELETE CASCADE,
                -- Which timeframe and options it was computed for.
                option_key TEXT NOT NULL,
                signal TEXT NOT NULL,
                definition TEXT NOT NULL,
                head BLOB,
                computed_at INTEGER NOT NULL,
                -- Last, because it is long: what stands before it is read without it.
                body BLOB NOT NULL,
                PRIMARY KEY (repository, option_key, signal)
            ) STRICT;
            CREATE TABLE member (
                id TEXT PRIMARY KEY CHECK (id <> ''),
                -- In lower case, so that nobody signs in as somebody who looks the same.
                login TEXT NOT NULL UNIQUE CHECK (login <> ''),
                name TEXT NOT NULL CHECK (name <> ''),
                -- With the parameters it was made with. NULL until one is chosen.
                password TEXT,
                is_administrator INTEGER NOT NULL,
                joined_at INTEGER NOT NULL,
                left_at INTEGER
            ) STRICT;
            CREATE TABLE objection (
                member TEXT PRIMARY KEY REFERENCES member (id),
                since_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE obstacle_sighting (
                -- The number of its key.
                pull_request INTEGER NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('conflict', 'dependency')),
                told_at INTEGER NOT NULL,
                stands INTEGER NOT NULL,
                -- The branch's newest commit, and what comes first; empty where that was not told.
                head TEXT NOT NULL,
                what TEXT NOT NULL,
                PRIMARY KEY (pull_request, kind, told_at, stands, head, what)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE one_time_link (
                token_hash BLOB NOT NULL PRIMARY KEY,
                purpose TEXT NOT NULL CHECK (purpose IN ('first-administrator', 'invitation', 'reset')),
                -- Whose password is chosen anew.
                member TEXT REFERENCES member (id) ON DELETE CASCADE,
                makes_administrator INTEGER NOT NULL,
                made_at INTEGER NOT NULL,
                ends_at INTEGER NOT NULL,
                CHECK ((purpose = 'reset') = (member IS NOT NULL))
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE open_branch (
                repository INTEGER NOT NULL REFERENCES open_branches (repository) ON DELETE CASCADE,
                place INTEGER NOT NULL,
                name TEXT NOT NULL,
                head BLOB NOT NULL,
                commits INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                -- The same for branches that share commits.
                stack INTEGER NOT NULL,
                PRIMARY KEY (repository, place)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE open_branch_author (
                repository INTEGER NOT NULL,
                branch INTEGER NOT NULL,
                place INTEGER NOT NULL,
                name TEXT NOT NULL,
                email TEXT NOT NULL,
                PRIMARY KEY (repository, branch, place),
                FOREIGN KEY (repository, branch) REFERENCES open_branch (repository, place) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE open_branch_file (
                repository INTEGER NOT NULL,
                branch INTEGER NOT NULL,
                place INTEGER NOT NULL,
                path TEXT NOT NULL,
                PRIMARY KEY (repository, branch, place),
                FOREIGN KEY (repository, branch) REFERENCES open_branch (repository, place) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE open_branches (
                repository INTEGER PRIMARY KEY REFERENCES snapshot (repository) ON DELETE CASCADE,
                -- Letters that differ as soon as a branch moves.
                mark TEXT NOT NULL,
                -- Branches that are left out, and pairs that were not merged for trial.
                long_lived INTEGER NOT NULL,
                contained INTEGER NOT NULL,
                untried INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE openid_account (
                issuer TEXT NOT NULL,
                subject TEXT NOT NULL,
                member TEXT NOT NULL REFERENCES member (id) ON DELETE CASCADE,
                -- Whether a group there made them an administrator here: leaving the group then takes it back.
                is_administrator_by_group INTEGER NOT NULL,
                PRIMARY KEY (issuer, subject)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX openid_account_of_member ON openid_account (member);
            CREATE TABLE outgoing_delivery (
                number INTEGER PRIMARY KEY,
                endpoint TEXT NOT NULL REFERENCES webhook_endpoint (id) ON DELETE CASCADE,
                -- The event's own, the same whenever it is sent.
                id TEXT NOT NULL CHECK (id <> ''),
                type TEXT NOT NULL,
                -- Sent and signed byte for byte.
                body TEXT NOT NULL,
                happened_at INTEGER NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'given-up')),
                attempts INTEGER NOT NULL,
                next_at INTEGER,
                tried_at INTEGER,
                -- Of the last attempt: what the receiver answered, with the beginning of its words, or why nothing came back.
                status INTEGER,
                trouble TEXT,
                answer TEXT,
                UNIQUE (endpoint, id),
                CHECK ((state = 'waiting') = (next_at IS NOT NULL))
            ) STRICT;
            CREATE INDEX outgoing_delivery_of ON outgoing_delivery (endpoint, number);
            CREATE INDEX outgoing_delivery_waiting ON outgoing_delivery (endpoint, next_at) WHERE state = 'waiting';
            CREATE TABLE path (
                repository INTEGER NOT NULL REFERENCES repository (number) ON DELETE CASCADE,
                number INTEGER NOT NULL,
                name TEXT NOT NULL,
                PRIMARY KEY (repository, number),
                UNIQUE (repository, name)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE path_rule (
                repository INTEGER NOT NULL REFERENCES repository (number) ON DELETE CASCADE,
                name TEXT NOT NULL CHECK (name <> ''),
                prefix TEXT NOT NULL,
                PRIMARY KEY (repository, name, prefix)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE poll_vote (
                round TEXT NOT NULL REFERENCES pulse_round (id) ON DELETE CASCADE,
                member TEXT NOT NULL REFERENCES member (id),
                -- As JSON.
                answer TEXT NOT NULL,
                PRIMARY KEY (round, member)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE proven_address (
                email TEXT PRIMARY KEY CHECK (email <> ''),
                member TEXT NOT NULL REFERENCES member (id),
                proved_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX proven_address_of_member ON proven_address (member);
            CREATE TABLE pull_request (
                record INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL,
                -- The answer that told it. A foreign key would need an index in every table, to guard rows that are never deleted.
                raw INTEGER,
                -- By which the newer of two is known.
                version INTEGER NOT NULL,
                told_at INTEGER NOT NULL,
                -- The last time that any answer mentioned it, and the last time that a complete list did not.
                seen_at INTEGER NOT NULL,
                gone_at INTEGER,
                -- JSON: fields without a column; and versions of fields that the newest answer left out.
                more TEXT,
                sparse TEXT,
                repository INTEGER NOT NULL, head_repository INTEGER, number INTEGER NOT NULL, title TEXT NOT NULL, body TEXT,
                url TEXT, author INTEGER, state TEXT NOT NULL, is_draft INTEGER NOT NULL, created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL, merged_at INTEGER, closed_at INTEGER, merged_by INTEGER, merge_commit TEXT,
                head_branch TEXT NOT NULL, base_branch TEXT NOT NULL, head_commit TEXT, base_commit TEXT,
                additions INTEGER, deletions INTEGER, changed_files INTEGER, labels TEXT, assignees TEXT,
                requested_reviewers TEXT, milestone TEXT
            ) STRICT;
            CREATE INDEX pull_request_by_closing ON pull_request (repository, closed_at, record);
            CREATE INDEX pull_request_by_creation ON pull_request (created_at, author, record);
            CREATE INDEX pull_request_by_merge_commit ON pull_request (merge_commit) WHERE merge_commit IS NOT NULL;
            CREATE INDEX pull_request_of_repository ON pull_request (repository, created_at, closed_at, record);
            CREATE TABLE pull_request_commit (
                record INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL,
                -- The answer that told it. A foreign key would need an index in every table, to guard rows that are never deleted.
                raw INTEGER,
                -- By which the newer of two is known.
                version INTEGER NOT NULL,
                told_at INTEGER NOT NULL,
                -- The last time that any answer mentioned it, and the last time that a complete list did not.
                seen_at INTEGER NOT NULL,
                gone_at INTEGER,
                -- JSON: fields without a column; and versions of fields that the newest answer left out.
                more TEXT,
                sparse TEXT,
                pull_request INTEGER NOT NULL, commit_id TEXT NOT NULL, author_name TEXT NOT NULL, author_email TEXT NOT NULL,
                authored_at INTEGER NOT NULL, committed_at INTEGER, parents INTEGER
            ) STRICT;
            CREATE INDEX pull_request_commit_by_id ON pull_request_commit (commit_id);
            CREATE INDEX pull_request_commit_of ON pull_request_commit (pull_request, authored_at);
            CREATE TABLE pull_request_event (
                record INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL,
                -- The answer that told it. A foreign key would need an index in every table, to guard rows that are never deleted.
                raw INTEGER,
                -- By which the newer of two is known.
                version INTEGER NOT NULL,
                told_at INTEGER NOT NULL,
                -- The last time that any answer mentioned it, and the last time that a complete list did not.
                seen_at INTEGER NOT NULL,
                gone_at INTEGER,
                -- JSON: fields without a column; and versions of fields that the newest answer left out.
                more TEXT,
                sparse TEXT,
                pull_request INTEGER NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL, actor INTEGER, subject INTEGER, verdict TEXT,
                is_draft INTEGER, commit_id TEXT, is_same_change INTEGER, text TEXT, line_comments INTEGER
            ) STRICT;
            CREATE INDEX pull_request_event_of ON pull_request_event (pull_request, at, kind, actor);
            CREATE TABLE pull_request_files (
                record INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL,
                raw INTEGER,
                version INTEGER NOT NULL,
                told_at INTEGER NOT NULL,
                seen_at INTEGER NOT NULL,
                gone_at INTEGER,
                more TEXT,
                sparse TEXT,
                pull_request INTEGER NOT NULL,
                -- The branch's newest commit when they were listed.
                head TEXT NOT NULL,
                -- A list of paths and lines as JSON; NULL where it changes none.
                files TEXT
            ) STRICT;
            CREATE UNIQUE INDEX pull_request_files_of ON pull_request_files (pull_request);
            CREATE TABLE pulse_budget (
                team TEXT PRIMARY KEY,
                minutes INTEGER NOT NULL CHECK (minutes > 0)
            ) STRICT;
            CREATE TABLE pulse_cell (
                round TEXT NOT NULL REFERENCES pulse_round (id) ON DELETE CASCADE,
                place INTEGER NOT NULL,
                -- Empty for all together, else as team=payments.
                cell TEXT NOT NULL,
                invited INTEGER NOT NULL,
                -- NULL where it is not shown, whether nobody answered or four.
                answered INTEGER,
                -- By question in their order, as JSON.
                means TEXT NOT NULL,
                body TEXT NOT NULL,
                PRIMARY KEY (round, place),
                UNIQUE (round, cell)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE pulse_eligibility (
                round TEXT NOT NULL REFERENCES pulse_round (id) ON DELETE CASCADE,
                member TEXT NOT NULL REFERENCES member (id) ON DELETE CASCADE,
                segment TEXT NOT NULL,
                blinded_hash BLOB,
                blind_signature BLOB,
                PRIMARY KEY (round, member),
                CHECK ((blinded_hash IS NULL) = (blind_signature IS NULL))
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE pulse_follow_up (
                round TEXT NOT NULL,
                permit_hash BLOB NOT NULL,
                -- All of one length.
                sealed BLOB NOT NULL,
                -- The day, counted from 1970; -1 once that is over, and NULL when the storage was written anew after it.
                came_on INTEGER,
                PRIMARY KEY (round, permit_hash),
                FOREIGN KEY (round, permit_hash) REFERENCES pulse_reply_message (round, permit_hash) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE pulse_import (
                -- Whom it asked: a team's name; empty for everybody.
                team TEXT NOT NULL,
                source TEXT NOT NULL CHECK (source IN ('zigpoll', 'formbricks', 'limesurvey')),
                survey TEXT NOT NULL,
                -- 2025-03; empty where the answers say nothing of time.
                month TEXT NOT NULL,
                -- A group of the survey; empty for all together.
                part TEXT NOT NULL,
                -- The team that the group is; empty where it is none.
                part_team TEXT NOT NULL,
                answered INTEGER NOT NULL CHECK (answered > 0),
                -- What may be told of it, as JSON.
                body TEXT NOT NULL,
                imported_at INTEGER NOT NULL,
                PRIMARY KEY (team, source, survey, month, part)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE pulse_reply_message (
                round TEXT NOT NULL,
                -- The id of the words.
                words BLOB NOT NULL,
                -- From 1 on.
                place INTEGER NOT NULL CHECK (place >= 1),
                -- Opened by nobody here.
                sealed BLOB NOT NULL,
                -- The SHA-256 of what its reader shows to follow it up; NULL where they cannot.
                permit_hash BLOB,
                written_at INTEGER NOT NULL,
                PRIMARY KEY (round, words, place),
                FOREIGN KEY (round, words) REFERENCES pulse_words (round, id) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX pulse_reply_message_by_permit ON pulse_reply_message (round, permit_hash);
            CREATE TABLE pulse_round (
                id TEXT PRIMARY KEY CHECK (id <> ''),
                title TEXT NOT NULL,
                -- Whom it asks: a team's name; empty for everybody.
                team TEXT NOT NULL,
                -- The canonical bytes whose hash everybody can compare. Never changed.
                manifest BLOB NOT NULL,
                -- The questions and the scales that they make up, as JSON. Never changed.
                questionnaire TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('announced', 'sealed', 'released', 'withheld')),
                opens_at INTEGER NOT NULL,
                -- The last moment at which an answer is taken.
                ends_at INTEGER NOT NULL,
                -- Opens the sealed answers; itself sealed. NULL once it is destroyed.
                answer_key BLOB,
                -- Known from release on.
                issued INTEGER,
                answered INTEGER,
                -- How often what was answered, by segment, and what may be told of it, as JSON. No single answer is kept.
                tally TEXT,
                is_rewritten INTEGER NOT NULL, schedule TEXT, prompt_day TEXT, prompt_minute INTEGER, is_poll INTEGER NOT NULL DEFAULT FALSE, series TEXT,
                CHECK (state NOT IN ('released', 'withheld')
                    OR (answer_key IS NULL AND issued IS NOT NULL AND answered IS NOT NULL))
            ) STRICT;
            CREATE INDEX pulse_round_by_end ON pulse_round (state, ends_at);
            CREATE TABLE pulse_schedule (
                id TEXT PRIMARY KEY CHECK (id <> ''),
                title TEXT NOT NULL,
                -- Whom it asks: names of teams with spaces between them; empty for everybody.
                team TEXT NOT NULL,
                -- Its days, packs, and how long its rounds are, as JSON. Never changed.
                plan TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'ended')),
                made_at INTEGER NOT NULL,
                -- The day of its next round, and when that is open for the first of those who are asked.
                next_day TEXT,
                next_at INTEGER,
                -- Why the last round that was due was not opened.
                note TEXT,
                CHECK ((state = 'running') = (next_day IS NOT NULL) AND (next_day IS NULL) = (next_at IS NULL))
            ) STRICT;
            CREATE INDEX pulse_schedule_by_next ON pulse_schedule (state, next_at);
            CREATE TABLE pulse_sealed (
                round TEXT NOT NULL,
                id BLOB NOT NULL,
                sealed BLOB NOT NULL,
                PRIMARY KEY (round, id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE pulse_series (
                id TEXT PRIMARY KEY CHECK (id <> ''),
                title TEXT NOT NULL,
                -- Whom it asks: names of teams with spaces between them; empty for everybody.
                team TEXT NOT NULL,
                -- The schedule whose rounds these are; empty for rounds that somebody announces.
                schedule TEXT NOT NULL,
                -- Opens the tied answers; itself sealed. NULL once the series has ended.
                series_key BLOB,
                -- Rounds so far.
                waves INTEGER NOT NULL CHECK (waves BETWEEN 1 AND 4),
                -- The last moment at which the latest of them takes an answer.
                ends_at INTEGER NOT NULL,
                -- Whether the storage was written anew after its end.
                is_rewritten INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE pulse_signer (
                round TEXT NOT NULL REFERENCES pulse_round (id) ON DELETE CASCADE,
                segment TEXT NOT NULL,
                ticket_key BLOB NOT NULL,
                PRIMARY KEY (round, segment)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE pulse_spent (
                round TEXT NOT NULL,
                ticket_hash BLOB NOT NULL,
                PRIMARY KEY (round, ticket_hash)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE pulse_tied (
                series TEXT NOT NULL REFERENCES pulse_series (id) ON DELETE CASCADE,
                -- Random.
                id BLOB NOT NULL,
                -- The wave that it is from.
                round TEXT NOT NULL,
                sealed BLOB NOT NULL,
                PRIMARY KEY (series, id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE pulse_words (
                round TEXT NOT NULL,
                id BLOB NOT NULL,
                segment TEXT NOT NULL,
                question TEXT NOT NULL,
                words TEXT NOT NULL,
                -- Whether it may be shown as it was written.
                may_see_words INTEGER NOT NULL, reply_to BLOB,
                PRIMARY KEY (round, id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE question_pack (
                id TEXT PRIMARY KEY CHECK (id <> ''),
                -- As somebody wrote it; docs/guide/packs.md tells what may stand in it.
                body TEXT NOT NULL,
                kept_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE quiet_hours (
                member TEXT PRIMARY KEY REFERENCES member (id),
                from_minute INTEGER NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
                until_minute INTEGER NOT NULL CHECK (until_minute BETWEEN 0 AND 1439)
            ) STRICT;
            CREATE TABLE raw_answer (
                number INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL REFERENCES source_connection (number),
                category TEXT NOT NULL,
                key TEXT NOT NULL,
                -- SHA-256 of connection, category, key and body: the same answer again is the same row.
                digest BLOB NOT NULL UNIQUE,
                -- When it was given last.
                received_at INTEGER NOT NULL,
                encoding TEXT NOT NULL CHECK (encoding IN ('plain', 'zlib')),
                -- Before it was made smaller.
                size INTEGER NOT NULL,
                body BLOB
            ) STRICT;
            CREATE INDEX raw_answer_by_age ON raw_answer (received_at) WHERE body IS NOT NULL;
            CREATE INDEX raw_answer_in_order ON raw_answer (connection, received_at, digest);
            CREATE TABLE record_family (
                number INTEGER PRIMARY KEY,
                source TEXT NOT NULL,
                kind TEXT NOT NULL,
                UNIQUE (source, kind)
            ) STRICT;
            CREATE TABLE record_key (
                number INTEGER PRIMARY KEY,
                family INTEGER NOT NULL REFERENCES record_family (number),
                id TEXT NOT NULL,
                UNIQUE (family, id)
            ) STRICT;
            CREATE TABLE recovery_code (
                member TEXT NOT NULL REFERENCES member (id) ON DELETE CASCADE,
                code_hash BLOB NOT NULL,
                PRIMARY KEY (member, code_hash)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE rejected_row (
                import INTEGER NOT NULL REFERENCES table_import (number) ON DELETE CASCADE,
                line INTEGER NOT NULL,
                -- NULL where the row as a whole is none.
                column_name TEXT,
                why TEXT NOT NULL,
                -- As JSON, to be read again by another mapping.
                body TEXT NOT NULL,
                PRIMARY KEY (import, line)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE release (
                record INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL,
                -- The answer that told it. A foreign key would need an index in every table, to guard rows that are never deleted.
                raw INTEGER,
                -- By which the newer of two is known.
                version INTEGER NOT NULL,
                told_at INTEGER NOT NULL,
                -- The last time that any answer mentioned it, and the last time that a complete list did not.
                seen_at INTEGER NOT NULL,
                gone_at INTEGER,
                -- JSON: fields without a column; and versions of fields that the newest answer left out.
                more TEXT,
                sparse TEXT,
                repository INTEGER NOT NULL, name TEXT NOT NULL, tag TEXT NOT NULL, commit_id TEXT, is_draft INTEGER NOT NULL,
                is_prerelease INTEGER NOT NULL, created_at INTEGER, published_at INTEGER, url TEXT
            ) STRICT;
            CREATE INDEX release_of ON release (repository, published_at);
            CREATE TABLE repository (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE CHECK (id <> ''),
                name TEXT NOT NULL,
                location TEXT NOT NULL,
                head BLOB,
                branch TEXT,
                is_bare INTEGER NOT NULL,
                is_shallow INTEGER NOT NULL,
                is_partial INTEGER NOT NULL,
                object_format TEXT NOT NULL,
                -- Raised by everything that gives out or takes back numbers.
                revision INTEGER NOT NULL DEFAULT 0
            , origin TEXT) STRICT;
            CREATE TABLE retention_period (
                class TEXT PRIMARY KEY CHECK (class <> ''),
                months INTEGER NOT NULL CHECK (months > 0)
            ) STRICT;
            CREATE TABLE retention_run (
                number INTEGER NOT NULL,
                class TEXT NOT NULL,
                ran_at INTEGER NOT NULL,
                months INTEGER,
                removed INTEGER NOT NULL,
                PRIMARY KEY (number, class)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE review (
                record INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL,
                -- The answer that told it. A foreign key would need an index in every table, to guard rows that are never deleted.
                raw INTEGER,
                -- By which the newer of two is known.
                version INTEGER NOT NULL,
                told_at INTEGER NOT NULL,
                -- The last time that any answer mentioned it, and the last time that a complete list did not.
                seen_at INTEGER NOT NULL,
                gone_at INTEGER,
                -- JSON: fields without a column; and versions of fields that the newest answer left out.
                more TEXT,
                sparse TEXT,
                pull_request INTEGER NOT NULL, author INTEGER, verdict TEXT NOT NULL, body TEXT, commit_id TEXT,
                submitted_at INTEGER
            ) STRICT;
            CREATE INDEX review_by_time ON review (submitted_at, author, pull_request);
            CREATE INDEX review_of ON review (pull_request, submitted_at, author);
            CREATE TABLE review_agreement (
                team TEXT PRIMARY KEY REFERENCES team (name),
                hours REAL NOT NULL CHECK (hours > 0),
                clock TEXT NOT NULL CHECK (clock IN ('elapsed', 'working'))
            ) STRICT;
            CREATE TABLE run_report (
                number INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL,
                -- The build, job or test run that it tells of.
                run INTEGER NOT NULL,
                name TEXT NOT NULL,
                raw INTEGER,
                told_at INTEGER NOT NULL,
                digest BLOB NOT NULL,
                UNIQUE (run, name)
            ) STRICT;
            CREATE INDEX run_report_by_age ON run_report (told_at);
            CREATE TABLE saved_view (
                member TEXT NOT NULL REFERENCES member (id),
                name TEXT NOT NULL,
                -- A path of this server with its choices.
                address TEXT NOT NULL,
                -- Whoever belongs to it sees the view as well; nobody else where there is none.
                team TEXT REFERENCES team (name),
                PRIMARY KEY (member, name)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE schema_migration (number INTEGER PRIMARY KEY, title TEXT NOT NULL CHECK (title <> ''));
            CREATE TABLE second_factor (
                member TEXT NOT NULL PRIMARY KEY REFERENCES member (id) ON DELETE CASCADE,
                -- Opens with the key file alone.
                sealed_secret BLOB NOT NULL,
                -- Half minutes since 1970: no code is taken twice, and none older than one that was taken.
                last_step INTEGER NOT NULL,
                -- NULL while its owner has not shown yet that the app gives the right codes.
                confirmed_at INTEGER
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE session (
                token_hash BLOB NOT NULL PRIMARY KEY,
                member TEXT NOT NULL REFERENCES member (id) ON DELETE CASCADE,
                -- The kind of browser and system, as words: lets people recognise their own.
                client TEXT NOT NULL,
                began_at INTEGER NOT NULL,
                seen_at INTEGER NOT NULL,
                ends_at INTEGER NOT NULL
            , means TEXT NOT NULL DEFAULT 'password'
                CHECK (means IN ('password', 'proxy', 'openid'))) STRICT, WITHOUT ROWID;
            CREATE INDEX session_of_member ON session (member);
            CREATE TABLE signature (
                repository INTEGER NOT NULL REFERENCES repository (number) ON DELETE CASCADE,
                number INTEGER NOT NULL,
                name TEXT NOT NULL,
                email TEXT NOT NULL,
                PRIMARY KEY (repository, number),
                UNIQUE (repository, email, name)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE snapshot (
                repository INTEGER PRIMARY KEY REFERENCES repository (number) ON DELETE CASCADE,
                head BLOB NOT NULL
            , rules INTEGER NOT NULL DEFAULT 1) STRICT;
            CREATE TABLE source_connection (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE CHECK (id <> ''),
                kind TEXT NOT NULL,
                name TEXT NOT NULL,
                -- JSON, without secrets.
                settings TEXT NOT NULL,
                -- Sealed with the key file.
                secrets BLOB,
                state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'failing', 'disabled', 'closed')),
                -- Why it does not work, as a sentence.
                trouble TEXT,
                -- JSON: where each reading goes on.
                keeps_raw INTEGER NOT NULL,
                created_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE source_cursor (
                connection INTEGER NOT NULL REFERENCES source_connection (number),
                -- As the connector names the list.
                name TEXT NOT NULL,
                -- JSON.
                value TEXT NOT NULL,
                -- Whether the whole history of the list is read, and how many questions are known to be left.
                is_through INTEGER NOT NULL,
                waiting INTEGER NOT NULL,
                PRIMARY KEY (connection, name)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE source_error (
                number INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL REFERENCES source_connection (number),
                happened_at INTEGER NOT NULL,
                sentence TEXT NOT NULL,
                -- The address of the answer that it was about.
                address TEXT
            ) STRICT;
            CREATE INDEX source_error_of ON source_error (connection, number);
            CREATE TABLE source_sync (
                connection INTEGER PRIMARY KEY REFERENCES source_connection (number),
                -- When the last reading was begun, and when one was last through; NULL for never.
                begun_at INTEGER,
                ended_at INTEGER,
                next_at INTEGER NOT NULL,
                -- Since the last that was through.
                failures INTEGER NOT NULL,
                -- Questions of the last one, and what they brought.
                calls INTEGER NOT NULL,
                answers INTEGER NOT NULL,
                -- How many lists there are to read.
                readings INTEGER NOT NULL,
                -- JSON: what each token may still ask; and what could not be read while the rest could, with why.
                limits TEXT NOT NULL,
                missing TEXT NOT NULL
            ) STRICT;
            CREATE TABLE sprint (
                record INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL,
                -- The answer that told it. A foreign key would need an index in every table, to guard rows that are never deleted.
                raw INTEGER,
                -- By which the newer of two is known.
                version INTEGER NOT NULL,
                told_at INTEGER NOT NULL,
                -- The last time that any answer mentioned it, and the last time that a complete list did not.
                seen_at INTEGER NOT NULL,
                gone_at INTEGER,
                -- JSON: fields without a column; and versions of fields that the newest answer left out.
                more TEXT,
                sparse TEXT,
                container INTEGER, name TEXT NOT NULL, state TEXT NOT NULL, start_at INTEGER, end_at INTEGER, completed_at INTEGER,
                goal TEXT
            ) STRICT;
            CREATE INDEX sprint_of ON sprint (container, start_at);
            CREATE TABLE sprint_commitment (
                sprint INTEGER PRIMARY KEY,
                -- When planning ended, and when that was noted.
                taken_at INTEGER NOT NULL,
                noted_at INTEGER NOT NULL CHECK (noted_at >= taken_at)
            ) STRICT;
            CREATE TABLE sprint_commitment_item (
                sprint INTEGER NOT NULL REFERENCES sprint_commitment (sprint) ON DELETE CASCADE,
                work_item INTEGER NOT NULL,
                -- Where it was kept, since a sprint may be several teams'.
                container INTEGER,
                -- In the team's own points; NULL where nobody had estimated it.
                estimate REAL,
                PRIMARY KEY (sprint, work_item)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE table_import (
                number INTEGER PRIMARY KEY,
                file TEXT NOT NULL,
                kind TEXT NOT NULL,
                imported_at INTEGER NOT NULL,
                rows INTEGER NOT NULL,
                -- Records that were new or changed.
                changed INTEGER NOT NULL,
                -- Rows that could not be read, also those that are not kept any more.
                rejected INTEGER NOT NULL,
                UNIQUE (file, kind)
            ) STRICT;
            CREATE TABLE tag (
                repository INTEGER NOT NULL REFERENCES repository (number) ON DELETE CASCADE,
                name TEXT NOT NULL,
                git_commit BLOB NOT NULL,
                tagged_at INTEGER NOT NULL,
                tagged_offset INTEGER NOT NULL,
                is_annotated INTEGER NOT NULL,
                PRIMARY KEY (repository, name)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE team (
                name TEXT PRIMARY KEY CHECK (name <> ''),
                title TEXT NOT NULL CHECK (title <> ''),
                parent TEXT REFERENCES team (name),
                zone TEXT NOT NULL,
                hours TEXT NOT NULL,
                holidays TEXT REFERENCES holiday_calendar (name),
                made_at INTEGER NOT NULL,
                archived_at INTEGER,
                CHECK (parent <> name)
            ) STRICT;
            CREATE INDEX team_of_parent ON team (parent);
            CREATE TABLE team_membership (
                team TEXT NOT NULL REFERENCES team (name),
                member TEXT NOT NULL REFERENCES member (id),
                from_day TEXT NOT NULL,
                -- The first day on which it holds no more.
                until_day TEXT,
                role TEXT NOT NULL CHECK (role IN ('member', 'lead')),
                PRIMARY KEY (team, member, from_day),
                CHECK (until_day > from_day)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX team_membership_of_member ON team_membership (member);
            CREATE TABLE team_repository (
                team TEXT NOT NULL REFERENCES team (name),
                -- The key of a repository of a code host, as text: it may be told of later than chosen.
                repository TEXT NOT NULL CHECK (repository <> ''),
                PRIMARY KEY (team, repository)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE test_case (
                number INTEGER PRIMARY KEY,
                suite TEXT NOT NULL,
                name TEXT NOT NULL,
                UNIQUE (suite, name)
            ) STRICT;
            CREATE TABLE test_result (
                report INTEGER NOT NULL REFERENCES run_report (number) ON DELETE CASCADE,
                place INTEGER NOT NULL,
                attempt INTEGER NOT NULL,
                test_case INTEGER NOT NULL,
                is_last INTEGER NOT NULL,
                outcome TEXT NOT NULL,
                seconds REAL,
                file TEXT,
                message TEXT,
                more TEXT,
                PRIMARY KEY (report, place, attempt)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX test_result_of ON test_result (test_case, report, outcome);
            CREATE TABLE trailer (
                repository INTEGER NOT NULL,
                git_commit INTEGER NOT NULL,
                place INTEGER NOT NULL,
                kind TEXT NOT NULL,
                signature INTEGER NOT NULL,
                PRIMARY KEY (repository, git_commit, place),
                FOREIGN KEY (repository, git_commit) REFERENCES git_commit (repository, number) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE webhook_delivery (
                number INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL REFERENCES source_connection (number),
                -- As the sender names it; the same when it is sent again.
                id TEXT NOT NULL,
                event TEXT NOT NULL,
                object TEXT,
                version INTEGER,
                -- JSON.
                headers TEXT NOT NULL,
                -- NULL once it is in the archive.
                body BLOB,
                received_at INTEGER NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'dead')),
                attempts INTEGER NOT NULL,
                next_at INTEGER NOT NULL,
                error TEXT,
                CHECK ((object IS NULL) = (version IS NULL)),
                CHECK (body IS NOT NULL OR state = 'done')
            ) STRICT;
            CREATE UNIQUE INDEX webhook_delivery_by_id ON webhook_delivery (connection, id);
            CREATE UNIQUE INDEX webhook_delivery_by_version ON webhook_delivery (connection, event, object, version)
                WHERE object IS NOT NULL;
            CREATE INDEX webhook_delivery_dead ON webhook_delivery (connection, number) WHERE state = 'dead';
            CREATE INDEX webhook_delivery_done ON webhook_delivery (received_at) WHERE state = 'done';
            CREATE INDEX webhook_delivery_waiting ON webhook_delivery (next_at, number) WHERE state = 'waiting';
            CREATE TABLE webhook_endpoint (
                id TEXT PRIMARY KEY CHECK (id <> ''),
                name TEXT NOT NULL CHECK (name <> ''),
                url TEXT NOT NULL CHECK (url <> ''),
                -- Types of events with spaces between them; empty for all, those to come included.
                types TEXT NOT NULL,
                -- The one team that it is told of; NULL for everything.
                team TEXT REFERENCES team (name),
                -- Where Tutti itself is, so that links lead there; NULL where nobody said.
                base TEXT,
                -- Sealed by the key file: those that sign, the newest first.
                secrets BLOB NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'disabled')),
                trouble TEXT,
                -- The first failure since something was delivered.
                failing_since INTEGER,
                made_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE work_item (
                record INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL,
                -- The answer that told it. A foreign key would need an index in every table, to guard rows that are never deleted.
                raw INTEGER,
                -- By which the newer of two is known.
                version INTEGER NOT NULL,
                told_at INTEGER NOT NULL,
                -- The last time that any answer mentioned it, and the last time that a complete list did not.
                seen_at INTEGER NOT NULL,
                gone_at INTEGER,
                -- JSON: fields without a column; and versions of fields that the newest answer left out.
                more TEXT,
                sparse TEXT,
                reference TEXT NOT NULL, container INTEGER, title TEXT NOT NULL, body TEXT, url TEXT, kind TEXT NOT NULL,
                original_kind TEXT, state TEXT NOT NULL, original_state TEXT NOT NULL, author INTEGER, assignees TEXT,
                labels TEXT, priority TEXT, severity TEXT, estimate REAL, parent INTEGER, milestone TEXT,
                sprint INTEGER, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, closed_at INTEGER
            ) STRICT;
            CREATE INDEX work_item_by_closing ON work_item (closed_at, container, record);
            CREATE INDEX work_item_of_container ON work_item (container, created_at, closed_at, record);
            CREATE INDEX work_item_of_sprint ON work_item (sprint) WHERE sprint IS NOT NULL;
            CREATE TABLE work_item_change (
                record INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL,
                -- The answer that told it. A foreign key would need an index in every table, to guard rows that are never deleted.
                raw INTEGER,
                -- By which the newer of two is known.
                version INTEGER NOT NULL,
                told_at INTEGER NOT NULL,
                -- The last time that any answer mentioned it, and the last time that a complete list did not.
                seen_at INTEGER NOT NULL,
                gone_at INTEGER,
                -- JSON: fields without a column; and versions of fields that the newest answer left out.
                more TEXT,
                sparse TEXT,
                work_item INTEGER NOT NULL, field TEXT NOT NULL, original_field TEXT NOT NULL, from_value TEXT,
                to_value TEXT, at INTEGER NOT NULL, actor INTEGER
            ) STRICT;
            CREATE INDEX work_item_change_of ON work_item_change (work_item, at);
            CREATE TABLE work_item_link (
                record INTEGER PRIMARY KEY,
                connection INTEGER NOT NULL,
                -- The answer that told it. A foreign key would need an index in every table, to guard rows that are never deleted.
                raw INTEGER,
                -- By which the newer of two is known.
                version INTEGER NOT NULL,
                told_at INTEGER NOT NULL,
                -- The last time that any answer mentioned it, and the last time that a complete list did not.
                seen_at INTEGER NOT NULL,
                gone_at INTEGER,
                -- JSON: fields without a column; and versions of fields that the newest answer left out.
                more TEXT,
                sparse TEXT,
                pull_request INTEGER NOT NULL, reference TEXT NOT NULL, work_item INTEGER
            ) STRICT;
            CREATE INDEX work_item_link_of ON work_item_link (pull_request, work_item);
            CREATE INDEX work_item_link_to ON work_item_link (work_item) WHERE work_item IS NOT NULL;
            CREATE TABLE work_schedule (
                member TEXT NOT NULL REFERENCES member (id),
                from_day TEXT NOT NULL,
                zone TEXT NOT NULL,
                hours TEXT NOT NULL,
                holidays TEXT REFERENCES holiday_calendar (name),
                PRIMARY KEY (member, from_day)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE written_back (
                connection INTEGER NOT NULL REFERENCES source_connection (number),
                -- The key of the pull request, as text.
                pull_request TEXT NOT NULL CHECK (pull_request <> ''),
                -- Of a mark its name; 'comment' for the one comment.
                name TEXT NOT NULL CHECK (name <> ''),
                -- Where a mark stands; empty for the comment.
                commit_id TEXT NOT NULL,
                -- A hash of what was last to be written: the words themselves quote people.
                digest TEXT NOT NULL,
                -- The comment's name at the host.
                remote TEXT,
                -- 'removed' where somebody took the comment away: then nothing more is written.
                state TEXT NOT NULL CHECK (state IN ('written', 'failed', 'removed')),
                trouble TEXT,
                tried_at INTEGER NOT NULL,
                written_at INTEGER,
                failures INTEGER NOT NULL,
                PRIMARY KEY (connection, pull_request, name)
            ) STRICT, WITHOUT ROWID;
            INSERT INTO schema_migration (number, title) VALUES
                (1, 'What a git history tells'),
                (2, 'Imports, decisions and measurements'),
                (3, 'Who may sign in'),
                (4, 'What lets in besides a password'),
                (5, 'Teams, calendars, claimed accounts and retention'),
                (6, 'Rounds of questions that nobody can trace'),
                (7, 'Connections, raw answers, delivery records and the inbox'),
                (8, 'Results of rounds, cell by cell'),
                (9, 'Teams'' repositories and agreements, and readings of deliveries'),
                (10, 'How the reading of sources goes'),
                (11, 'Feeds and openings'),
                (12, 'Cursors of sources, a row each'),
                (13, 'Where clones came from'),
                (14, 'Open branches'),
                (15, 'Results of surveys that were held elsewhere'),
                (16, 'Topics and actions of teams'),
                (17, 'Saved views'),
                (18, 'Schedules and budgets of rounds'),
                (19, 'Polls, anonymous and by name'),
                (20, 'Question packs of one''s own'),
                (21, 'Replies to what people wrote'),
                (22, 'Rounds that people may tie their answers over'),
                (23, 'What was taken on for each sprint'),
                (24, 'Imported tables, and rows that were set aside'),
                (25, 'Coverage of changes'),
                (26, 'What was written to code hosts'),
                (27, 'Follow-ups to replies'),
                (28, 'Approvals that branches require'),
                (29, 'What stands in the way of pull requests'),
                (30, 'Analyses of technical debt'),
                (31, 'Webhooks that Tutti sends'),
                (32, 'Teams of code hosts'),
                (33, 'Rules by which a tree was read'),
                (34, 'Files of pull requests');
            INSERT INTO delivery_revision (number, revision) VALUES
                (1, 0);
            """)
}
