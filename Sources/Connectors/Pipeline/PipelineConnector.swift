import Records

extension Connector {
    /// Whatever a script sends: deployments, incidents, builds and analyses in Tutti's own form, or as CloudEvents.
    package static let pipeline = Connector(kind: .pipeline, events: CloudEventTypes.known) { answer in
        switch answer.category {
        case "deployments": try answer.decode(PushedDeployment.self).records()
        case "incidents": try answer.decode(PushedIncident.self).records()
        case "builds": try answer.decode(PushedBuild.self).records()
        case "analyses": try answer.decode(PushedAnalysis.self).records()
        case "cloud-events": try CloudEvent.records(answer)
        default:
            throw MappingTrouble.unknownCategory(answer.category, known: SourceKind.pipeline.categories.map(\.id))
        }
    }
}

extension SourceKind {
    package static let pipeline = SourceKind(
        id: "pipeline", title: "Any pipeline",
        categories: [
            Category("deployments", "Deployments"), Category("incidents", "Incidents"), Category("builds", "Builds"),
            Category("analyses", "Analyses"), Category("cloud-events", "CloudEvents"),
        ],
        // Nothing is asked of a script; it is told a path and a token when it is connected.
        settings: [])
}

/// Keys of what scripts send. They have no host; what they say of themselves has to be enough.
enum PipelineNames {
    static let source = "pipeline"

    static func key(_ kind: RecordKey.Kind, _ parts: [String?]) -> RecordKey {
        RecordKey(source, kind, parts.compactMap(\.self).joined(separator: "/"))
    }

    static func deployment(_ id: String) -> RecordKey { key(.deployment, [id]) }
}
