import Foundation
import Records

/// An event in the form of CloudEvents 1.0, whole in one JSON object ("structured").
struct CloudEvent: Decodable {
    let type: String
    private let content: Content

    private enum Content {
        case deployment(PushedDeployment)
        case incident(PushedIncident)
        case build(PushedBuild)
        case analysis(PushedAnalysis)
        case delivery(CDEvent)
        case unknown
    }

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        let version: String = try fields.need("specversion")
        guard version == "1.0" else {
            throw MappingTrouble.wrong(fields.path("specversion"), found: version, wanted: "1.0")
        }
        for name in ["id", "source", "type"] as [FieldName] where try fields.text(name) == nil {
            throw MappingTrouble.missing(fields.path(name))
        }
        type = try fields.need("type")
        switch type {
        case CloudEventTypes.deployment: content = .deployment(try fields.need("data"))
        case CloudEventTypes.incident: content = .incident(try fields.need("data"))
        case CloudEventTypes.build: content = .build(try fields.need("data"))
        case CloudEventTypes.analysis: content = .analysis(try fields.need("data"))
        case let type where CloudEventTypes.isDelivery(type): content = .delivery(try fields.need("data"))
        default: content = .unknown
        }
    }

    static func records(_ answer: RawAnswer) throws -> [Record] {
        // Several may be sent at once, as a list.
        if answer.body.first(where: { !" \n\r\t".utf8.contains($0) }) == UInt8(ascii: "[") {
            return try answer.decode([CloudEvent].self).flatMap { $0.records() }
        }
        return try answer.decode(CloudEvent.self).records()
    }

    private func records() -> [Record] {
        switch content {
        case .deployment(let told): told.records()
        case .incident(let told): told.records()
        case .build(let told): told.records()
        case .analysis(let told): told.records()
        case .delivery(let event): event.records()
        case .unknown: []
        }
    }
}

/// The types that become records.
enum CloudEventTypes {
    static let deployment = "tutti.deployment"
    static let incident = "tutti.incident"
    static let build = "tutti.build"
    static let analysis = "tutti.analysis"

    /// CDEvents, without the version that their types end in.
    static let delivery: Set<String> = [
        "dev.cdevents.service.deployed", "dev.cdevents.service.upgraded", "dev.cdevents.service.rolledback",
        "dev.cdevents.pipelinerun.queued", "dev.cdevents.pipelinerun.started", "dev.cdevents.pipelinerun.finished",
        "dev.cdevents.taskrun.started", "dev.cdevents.taskrun.finished", "dev.cdevents.incident.detected",
        "dev.cdevents.incident.reported", "dev.cdevents.incident.resolved",
    ]

    static let known = delivery.union([deployment, incident, build, analysis])

    static func isDelivery(_ type: String) -> Bool { delivery.contains(withoutVersion(type)) }

    /// `dev.cdevents.service.deployed.0.2.0` → `dev.cdevents.service.deployed`
    static func withoutVersion(_ type: String) -> String {
        type.split(separator: ".").prefix(4).joined(separator: ".")
    }
}
