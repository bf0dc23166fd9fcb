import Records

/// An incident, as a script or a person at a terminal tells of it; told again with the same id, it is the same incident:
///
///     {"id": "2025-17", "title": "Payments fail", "service": "checkout", "started_at": "2025-03-04T09:30:00Z",
///      "resolved_at": "2025-03-04T10:05:00Z", "cause": "deployment", "deployment": "deploy-4711"}
struct PushedIncident: Decodable {
    let id: String
    let title: String
    let service: String?
    let severity: String?
    let cause: Incident.Cause
    let deployment: String?
    let startedAt: Int64
    let detectedAt: Int64?
    let mitigatedAt: Int64?
    let resolvedAt: Int64?
    let updatedAt: Int64?
    let url: String?

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        id = try fields.need("id")
        title = try fields.text("title") ?? fields.need("title")
        service = try fields.text("service")
        severity = try fields.text("severity")
        deployment = try fields.text("deployment")
        let cause = try fields.text("cause")
        guard let known = Incident.Cause(rawValue: cause ?? (deployment == nil ? "unknown" : "deployment")) else {
            throw MappingTrouble.wrong(
                fields.path("cause"), found: cause ?? "", wanted: "deployment, other or unknown")
        }
        self.cause = known
        startedAt = try fields.instant("started_at")
        detectedAt = try fields.mayInstant("detected_at")
        mitigatedAt = try fields.mayInstant("mitigated_at")
        resolvedAt = try fields.mayInstant("resolved_at")
        updatedAt = try fields.mayInstant("updated_at")
        url = try fields.text("url")
        for (name, instant) in [
            ("detected_at", detectedAt), ("mitigated_at", mitigatedAt), ("resolved_at", resolvedAt),
        ] as [(FieldName, Int64?)] where instant.map({ $0 < startedAt }) ?? false {
            throw MappingTrouble.wrong(
                fields.path(name), found: try fields.text(name) ?? "", wanted: "no earlier than started_at")
        }
    }

    func records() -> [Record] {
        var incident = Incident(
            key: PipelineNames.key(.incident, [id]), title: title, service: service, cause: cause,
            startedAt: startedAt, resolvedAt: resolvedAt)
        incident.severity = severity
        incident.deployment = deployment.map(PipelineNames.deployment)
        incident.detectedAt = detectedAt
        incident.mitigatedAt = mitigatedAt
        incident.updatedAt = updatedAt
        incident.url = url
        return [.incident(incident)]
    }
}
