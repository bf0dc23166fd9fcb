import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Records
import Store

/// The numbers behind each chart, to take along: `/delivery/flow/cycle-parts.csv`.
extension DeliveryRoom {
    func figure(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let view = DeliveryView(rawValue: try context.parameter("view")) else { throw Self.noSuchFigure }
        let name = try context.parameter("figure")
        let choice = try DeliveryChoice(Query(request))
        if view == .incidents, name == "review.md" { return try await review(request, choice) }
        guard let dot = name.lastIndex(of: ".") else { throw Self.noSuchFigure }
        let (id, form) = (name[..<dot], name[name.index(after: dot)...])
        guard let readings = try await services.database.read({ try $0.deliveryReadings(for: choice) }) else {
            throw Problem.notFound("Nothing was measured of this yet.")
        }
        guard let figure = view.body(readings, namesPeople: false).figures.first(where: { $0.id == id }) else {
            throw Self.noSuchFigure
        }
        switch form {
        case "csv": return Self.file(figure.numbers.csv, "text/csv; charset=utf-8", name)
        case "json": return try .json(figure.json(readings))
        default: throw Self.noSuchFigure
        }
    }

    private static let noSuchFigure = Problem.notFound(
        "There is no such chart, or nothing to draw it from. Each chart of the Delivery room links to its own numbers.")

    private func review(_ request: Request, _ choice: DeliveryChoice) async throws -> Response {
        let key = try Query(request)["incident"]
        let known = try await services.database.read { try $0.deliveryReadings(for: choice) }?.incidents ?? []
        let incident = known.first { $0.key.description == key }
        if key != nil, incident == nil { throw Problem.notFound("There is no incident of that name in this time.") }
        let text = Data(IncidentReview(incident: incident).markdown.utf8)
        return Self.file(text, "text/markdown; charset=utf-8", "incident-review.md")
    }

    private static func file(_ bytes: Data, _ type: String, _ name: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: type, .contentDisposition: "attachment; filename=\"\(name)\"", .cacheControl: "no-cache",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
