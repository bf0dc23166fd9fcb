import Foundation
import HTTPTypes
import Hummingbird
import Interface
import NIOCore
import Records
import Signals
import Store

/// What code hosts, trackers and pipelines tell of a team's delivery, as it was last measured.
package struct DeliveryRoom: Feature {
    let services: Services
    private let drawn = DrawnPages<DeliveryState>()

    package init(_ services: Services) { self.services = services }

    package var routes: [Route] {
        [
            .get("/delivery") { request, context in try await page(.overview, request, context) },
            .get("/delivery/{view}") { request, context in
                try await page(try view(context), request, context)
            },
            .get("/delivery/signals/{signal}") { request, context in try await signal(request, context) },
            .get("/delivery/pull-requests/{key}") { request, context in try await pullRequest(request, context) },
            .get("/delivery/{view}/{figure}") { request, context in try await figure(request, context) },
        ]
    }

    var time: Int64 { Int64(services.now().timeIntervalSince1970) }

    private func view(_ context: AppContext) throws -> DeliveryView {
        let name = try context.parameter("view")
        guard let view = DeliveryView(rawValue: name) else {
            throw Problem.notFound(
                "There is no view called “\(name)”. There are \(Wording.list(DeliveryView.allCases.map(\.rawValue))).")
        }
        return view
    }

    /// While nothing that a page speaks of has changed, it is not drawn again.
    ///
    /// - Parameter lists: those that the page shows.
    func drawn(
        _ request: Request, _ context: AppContext, with lists: Set<DeliveryList> = [.open, .incidents],
        _ draw: @escaping @Sendable (DeliveryReadings, DeliveryState, any Connection) throws -> any Page
    ) async throws -> Response {
        let choice = try DeliveryChoice(Query(request))
        let (visitor, now) = (context.visitor, time)
        let state = try await services.database.read { db in
            try DeliveryState(choice, basis: db.deliveryBasis(for: choice), for: visitor, at: now, in: db)
        }
        // Measured again where time or something told made it old; what is there is shown meanwhile.
        if state.hasSource { services.measureDelivery(choice) }
        let address = (state.namesPeople ? "names " : "") + request.uri.string
        if let document = drawn.page(at: address, as: state) { return answer(document, state) }
        let page = try await services.database.read { db -> any Page in
            guard let readings = try db.deliveryReadings(for: choice, with: lists) else {
                return NoDeliveryPage(choice: choice, state: state)
            }
            return try draw(readings, state, db)
        }
        let document = services.frame.document(
            page, of: state.repositories.first, among: state.repositories.count)
        drawn.keep(document, at: address, as: state)
        return answer(document, state)
    }

    private func answer(_ document: ByteBuffer, _ state: DeliveryState) -> Response {
        var answer = Frame.answer(document)
        // What names people is for those who belong to the team, and for no cache.
        if state.namesPeople { answer.headers[.cacheControl] = "no-store" }
        return answer
    }

    private func page(_ view: DeliveryView, _ request: Request, _ context: AppContext) async throws -> Response {
        try await drawn(request, context, with: view.lists) { readings, state, _ in
            // Numbers of nothing would be thirty cards that say so.
            guard state.hasSource || readings.isAboutSomething else {
                return NoDeliveryPage(choice: readings.choice, state: state)
            }
            return DeliveryRoomPage(
                readings: readings, view: view, namesPeople: state.namesPeople,
                bar: ChoiceBar(state.teams, readings.choice) { Link.delivery(view, within: $0) })
        }
    }

    private func signal(_ request: Request, _ context: AppContext) async throws -> Response {
        let id = try context.parameter("signal")
        guard let signal = DeliverySignal.named(id) else {
            throw Problem.notFound(
                "There is no signal about delivery called “\(id)”. The overview of Delivery lists them all.")
        }
        return try await drawn(request, context, with: []) { readings, state, _ in
            guard let measurement = readings[id] else {
                throw Problem.notFound("\(signal.title) was not measured yet. Load this page again in a moment.")
            }
            return DeliverySignalPage(
                readings: readings, signal: signal, measurement: measurement,
                bar: ChoiceBar(state.teams, readings.choice) { Link.deliverySignal(id, within: $0) })
        }
    }
}

extension ChoiceBar {
    init(_ teams: [Team], _ choice: DeliveryChoice, at place: (DeliveryChoice) -> Link) {
        let everybody = Option("All teams", place(DeliveryChoice(span: choice.span)))
        self.init(
            label: "Whose work",
            teams: [everybody]
                + teams.map { team in
                    Option(team.title, place(DeliveryChoice(team: team.name, span: choice.span)), value: team.name)
                },
            team: choice.team,
            timeframes: DeliveryChoice.Span.allCases.map { span in
                Option(span.title, place(DeliveryChoice(team: choice.team, span: span)))
            }, timeframe: choice.span.title)
    }
}
