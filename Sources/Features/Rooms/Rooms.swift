import Hummingbird
import Interface
import NIOCore
import Records
import Signals
import Store

/// The rooms that show what was measured: Today, Knowledge, Delivery, People, and every signal's page.
package struct Rooms: Feature {
    let database: any Database
    let frame: Frame
    /// Has a scope measured soon.
    let measure: @Sendable (Repository.ID, Scope) -> Void
    private let drawn = DrawnPages<RepositoryState>()

    package init(
        database: any Database, frame: Frame, measure: @escaping @Sendable (Repository.ID, Scope) -> Void
    ) {
        self.database = database
        self.frame = frame
        self.measure = measure
    }

    package var routes: [Route] {
        [
            .get("/") { request, context in try await home(request, context) },
            page("/r/{repository}") { _, seen, _ in try await today(seen) },
            page("/r/{repository}/knowledge") { request, seen, _ in try await knowledge(request, seen) },
            page("/r/{repository}/delivery") { _, seen, _ in try await delivery(seen) },
            page("/r/{repository}/people") { _, seen, _ in try await people(seen) },
            page("/r/{repository}/signals/{signal}") { _, seen, context in try await signal(seen, context) },
        ]
    }

    /// A page about one repository. While nothing it speaks of has changed, it is not drawn again.
    private func page(
        _ path: String, draw: @escaping @Sendable (Request, Seen, AppContext) async throws -> ByteBuffer
    ) -> Route {
        .get(path) { request, context in
            let id = try context.parameter("repository")
            let scope = try Scope(Query(request))
            guard let state = try await database.read({ try RepositoryState(of: id, scope, in: $0) }) else {
                throw Problem.notFound("There is no repository called \(id). Connections lists those that are read.")
            }
            try scope.check(state.pathRules)
            // Numbers of everything come with every import; those that were chosen, when somebody looks.
            if scope != .everything, state.repository.head != nil, !state.isMeasured(scope) { measure(id, scope) }
            let address = request.uri.string
            if let document = drawn.page(at: address, as: state) { return Frame.answer(document) }
            let document = try await draw(request, try await seen(id, scope), context)
            drawn.keep(document, at: address, as: state)
            return Frame.answer(document)
        }
    }

    /// The member's own Today; for others that of the repository which they came from, or of the first; with none, the
    /// room where one is added.
    private func home(_ request: Request, _ context: AppContext) async throws -> Response {
        if context.visitor.member != nil { return .redirect(to: Link.myDay.path, type: .temporary) }
        let query = try Query(request)
        let repositories = try await database.read { try $0.repositories() }
        let chosen = repositories.first { $0.id == query["repository"] } ?? repositories.first
        let scope = chosen?.id == query["repository"] ? try Scope(query) : .everything
        return .redirect(
            to: (chosen.map { Link.today($0.id).within(scope) } ?? Link.connections).path, type: .temporary)
    }

    private func today(_ seen: Seen) async throws -> ByteBuffer {
        let place = Link.today(seen.repository.id)
        guard let readings = seen.readings else { return try await waiting(seen, room: "today", at: place) }
        return answer(TodayPage(readings: readings, changes: seen.changes), seen, at: place)
    }

    private func knowledge(_ request: Request, _ seen: Seen) async throws -> ByteBuffer {
        let choice = try Query(request)
        let view = try view(choice["view"])
        let leaving = choice["leaving"]
        let place = Link.knowledge(seen.repository.id).with("view", choice["view"]).with("module", choice["module"])
            .with("leaving", leaving)
        guard let readings = seen.readings else { return try await waiting(seen, room: "knowledge", at: place) }
        let page = KnowledgePage(
            readings: readings, view: leaving == nil ? view : .away, module: choice["module"],
            leaving: leaving)
        return answer(page, seen, at: place)
    }

    private func view(_ name: String?) throws -> KnowledgeView {
        guard let name else { return .concentration }
        guard let view = KnowledgeView(rawValue: name) else {
            let known = KnowledgeView.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem.badRequest("There is no view of that name. There are \(known).")
        }
        return view
    }

    private func delivery(_ seen: Seen) async throws -> ByteBuffer {
        let place = Link.delivery(seen.repository.id)
        guard let readings = seen.readings else { return try await waiting(seen, room: "delivery", at: place) }
        return answer(DeliveryPage(readings: readings), seen, at: place)
    }

    private func people(_ seen: Seen) async throws -> ByteBuffer {
        let repository = seen.repository
        let place = Link.people(repository.id)
        let (who, holders) = try await database.read { (try $0.whoIsWho(in: repository.id), try $0.holders()) }
        guard let who, let readings = seen.readings else { return try await waiting(seen, room: "people", at: place) }
        return answer(
            PeoplePage(
                repository: repository, people: who.people, suggestions: who.suggestions, holders: holders,
                readings: readings),
            seen, at: place)
    }

    private func signal(_ seen: Seen, _ context: AppContext) async throws -> ByteBuffer {
        let id = try context.parameter("signal")
        guard let signal = Signal.named(id) else {
            throw Problem.notFound("There is no signal called \(id). Today lists them all.")
        }
        let place = Link.signal(id, of: seen.repository.id)
        guard let readings = seen.readings, let measurement = readings[id] else {
            return try await waiting(seen, room: RoomMenu.room(of: id), at: place)
        }
        return answer(SignalPage(readings: readings, signal: signal, measurement: measurement), seen, at: place)
    }

    private func seen(_ id: Repository.ID, _ scope: Scope) async throws -> Seen {
        guard let seen = try await database.read({ try Seen(id, scope, in: $0) }) else {
            throw Problem.notFound("The repository \(id) was removed just now.")
        }
        return seen
    }

    private func waiting(_ seen: Seen, room: Room.ID, at place: Link) async throws -> ByteBuffer {
        guard seen.isRead else {
            let row = try await database.read { try $0.connectionRow(seen.repository) }
            return frame.document(WaitingPage(row: row, roomID: room), of: seen.repository, among: seen.repositoryCount)
        }
        let page = CountingPage(
            repository: seen.repository, scope: seen.scope, roomID: room, place: place.within(seen.scope))
        return answer(page, seen, at: place)
    }

    private func answer(_ page: some Page, _ seen: Seen, at place: Link) -> ByteBuffer {
        let scoped = ScopedPage(
            page: page, bar: ScopeBar(place: place, scope: seen.scope, teams: seen.teams),
            coverage: seen.readings?.coverage, isOutdated: seen.isOutdated)
        return frame.document(scoped, of: seen.repository, among: seen.repositoryCount, in: seen.scope)
    }
}
