import Foundation
import Records
import Store

/// What becomes of endpoints; each step stands in the audit log.
extension Connection {
    /// By name.
    package func webhookEndpoints() throws -> [WebhookEndpoint] {
        try rows("\(WebhookEndpoint.columns) ORDER BY name, id") { try WebhookEndpoint($0) }
    }

    package func webhookEndpoint(_ id: WebhookEndpoint.ID) throws -> WebhookEndpoint? {
        try row("\(WebhookEndpoint.columns) WHERE id = \(id)") { try WebhookEndpoint($0) }
    }

    /// By its id, or by its name where only one has it.
    package func webhookEndpoint(called words: String) throws -> WebhookEndpoint? {
        let all = try webhookEndpoints()
        let named = all.filter { $0.name == words }
        return all.first { $0.id == words } ?? (named.count == 1 ? named[0] : nil)
    }

    /// - Parameter secrets: sealed already.
    /// - Throws: `WebhookTrouble`.
    package func add(
        _ draft: WebhookDraft, id: WebhookEndpoint.ID, secrets: [UInt8], by actor: AuditEntry.Actor, at now: Int64
    ) throws -> WebhookEndpoint {
        guard try webhookEndpoints().count < WebhookDraft.most else { throw WebhookTrouble.tooMany }
        let endpoint = try draft.endpoint(id: id, secrets: secrets, madeAt: now, in: self)
        try run(
            """
            INSERT INTO webhook_endpoint (id, name, url, types, team, base, secrets, state, made_at)
            VALUES (\(id), \(endpoint.name), \(endpoint.url), \(endpoint.types), \(endpoint.team), \(endpoint.base),
                \(secrets), 'active', \(now * 1000))
            """)
        try audit(.endpointAdded, of: id, by: actor, at: now)
        return endpoint
    }

    /// Whom it tells, and of what.
    ///
    /// - Throws: `WebhookTrouble`.
    package func change(
        _ endpoint: WebhookEndpoint, to draft: WebhookDraft, by actor: AuditEntry.Actor, at now: Int64
    ) throws {
        let changed = try draft.endpoint(
            id: endpoint.id, secrets: endpoint.secrets, madeAt: endpoint.madeAt, in: self)
        let isSame =
            (changed.name, changed.url, changed.kinds, changed.team, changed.base ?? endpoint.base)
            == (endpoint.name, endpoint.url, endpoint.kinds, endpoint.team, endpoint.base)
        if isSame { return }
        try run(
            """
            UPDATE webhook_endpoint
            SET name = \(changed.name), url = \(changed.url), types = \(changed.types), team = \(changed.team),
                base = coalesce(\(changed.base), base)
            WHERE id = \(endpoint.id)
            """)
        try audit(.endpointChanged, of: endpoint.id, by: actor, at: now)
    }

    package func pause(_ endpoint: WebhookEndpoint.ID, by actor: AuditEntry.Actor, at now: Int64) throws {
        let changed = try run(
            "UPDATE webhook_endpoint SET state = 'paused' WHERE id = \(endpoint) AND state = 'active'")
        if changed > 0 { try audit(.endpointPaused, of: endpoint, by: actor, at: now) }
    }

    /// What waited is sent now.
    package func resume(_ endpoint: WebhookEndpoint.ID, by actor: AuditEntry.Actor, at now: Int64) throws {
        let changed = try run(
            """
            UPDATE webhook_endpoint SET state = 'active', trouble = NULL, failing_since = NULL
            WHERE id = \(endpoint) AND state <> 'active'
            """)
        guard changed > 0 else { return }
        try audit(.endpointResumed, of: endpoint, by: actor, at: now)
        try notify(Outbox.channel, endpoint)
    }

    /// Its secret goes, and all that was sent or waits.
    package func remove(_ endpoint: WebhookEndpoint.ID, by actor: AuditEntry.Actor, at now: Int64) throws {
        guard try run("DELETE FROM webhook_endpoint WHERE id = \(endpoint)") > 0 else { return }
        try audit(.endpointRemoved, of: endpoint, by: actor, at: now)
    }

    /// Signs with another secret from now on, and for a day with the one before beside it.
    ///
    /// - Parameter bytes: random ones.
    /// - Returns: the new secret.
    package func rotateSecret(
        of endpoint: WebhookEndpoint, with bytes: [UInt8], key: SealingKey, by actor: AuditEntry.Actor, at now: Int64
    ) throws -> String {
        // What another key sealed can sign nothing any more: the new one begins alone.
        var secrets = WebhookSecrets(of: endpoint, with: key)
        secrets?.replace(by: bytes, at: now)
        let kept = secrets ?? WebhookSecrets(bytes)
        try run(
            """
            UPDATE webhook_endpoint SET secrets = \(try kept.sealed(for: endpoint.id, with: key)), trouble = NULL
            WHERE id = \(endpoint.id)
            """)
        try audit(.endpointSecretMade, of: endpoint.id, by: actor, at: now)
        try notify(Outbox.channel, endpoint.id)
        return kept.current
    }
}
