import Hummingbird
import Interface
import NIOCore
import Records
import Signals
import Store

/// The rooms that show what was measured: Today, Knowledge, Delivery, People, Connections, and every signal's page.
package struct Rooms: Feature {
    let database: any Database
    let frame: Frame
    private let drawn = DrawnPages()

    package init(database: any Database, frame: Frame) {
        self.database = database
        self.frame = frame
    }

    package var routes: [Route] {
        [
            .get("/") { _, _ in try await home() },
            .get("/connections") { _, _ in try await connections() },
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
            guard let state = try await database.read({ try DrawnPages.State(of: id, in: $0) }) else {
                throw Problem.notFound("There is no repository called \(id). Connections lists those that are read.")
            }
            let address = request.uri.string
            if let document = drawn.page(at: address, as: state) { return Frame.answer(document) }
            let document = try await draw(request, try await seen(id), context)
            drawn.keep(document, at: address, as: state)
            return Frame.answer(document)
        }
    }

    /// The first repository's Today; with none, the room where one is added.
    private func home() async throws -> Response {
        let first = try await database.read { try $0.repositories().first }
        return .redirect(to: (first.map { Link.today($0.id) } ?? Link.connections).path, type: .temporary)
    }

    private func connections() async throws -> Response {
        let (rows, first) = try await database.read { connection in
            let repositories = try connection.repositories()
            return (try repositories.map { try connection.connectionRow($0) }, repositories.first)
        }
        return frame.answer(ConnectionsPage(repositories: rows), of: first, among: rows.count)
    }

    private func today(_ seen: Seen) async throws -> ByteBuffer {
        guard let readings = seen.readings else { return try await waiting(seen, room: "today") }
        return answer(TodayPage(readings: readings, changes: seen.changes), seen)
    }

    private func knowledge(_ request: Request, _ seen: Seen) async throws -> ByteBuffer {
        guard let readings = seen.readings else { return try await waiting(seen, room: "knowledge") }
        let choice = try Query(request)
        let view = try view(choice["view"])
        let leaving = choice["leaving"]
        let page = KnowledgePage(
            readings: readings, view: leaving == nil ? view : .away, module: choice["module"],
            leaving: leaving)
        return answer(page, seen)
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
        guard let readings = seen.readings else { return try await waiting(seen, room: "delivery") }
        return answer(DeliveryPage(readings: readings), seen)
    }

    private func people(_ seen: Seen) async throws -> ByteBuffer {
        let repository = seen.repository
        let (who, holders) = try await database.read { (try $0.whoIsWho(in: repository.id), try $0.holders()) }
        guard let who, let readings = seen.readings else { return try await waiting(seen, room: "people") }
        return answer(
            PeoplePage(
                repository: repository, people: who.people, suggestions: who.suggestions, holders: holders,
                readings: readings),
            seen)
    }

    private func signal(_ seen: Seen, _ context: AppContext) async throws -> ByteBuffer {
        let id = try context.parameter("signal")
        guard let signal = Signal.named(id) else {
            throw Problem.notFound("There is no signal called \(id). Today lists them all.")
        }
        guard let readings = seen.readings, let measurement = readings[id] else {
            return try await waiting(seen, room: RoomMenu.room(of: id))
        }
        return answer(SignalPage(readings: readings, signal: signal, measurement: measurement), seen)
    }

    private func seen(_ id: Repository.ID) async throws -> Seen {
        guard let seen = try await database.read({ try Seen(id, in: $0) }) else {
            throw Problem.notFound("The repository \(id) was removed just now.")
        }
        return seen
    }

    private func waiting(_ seen: Seen, room: Room.ID) async throws -> ByteBuffer {
        let row = try await database.read { try $0.connectionRow(seen.repository) }
        return answer(WaitingPage(row: row, roomID: room), seen)
    }

    private func answer(_ page: some Page, _ seen: Seen) -> ByteBuffer {
        frame.document(page, of: seen.repository, among: seen.repositoryCount)
    }
}
