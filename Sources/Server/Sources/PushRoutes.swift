import Connectors
import Features
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Records
import Store

/// Where pipelines of any kind tell what they do: deployments, incidents, builds, the reports
/// that tools left behind, and what mending their findings would take.
struct PushRoutes: Feature {
    private let pushing: Pushing
    private let now: @Sendable () -> Date

    /// Bytes of one message, which may be a list.
    static let limit = 5 << 20
    /// Bytes of a report file.
    static let reportLimit = 512 << 20

    init(_ services: Services) {
        pushing = Pushing(database: services.database, now: services.now)
        now = services.now
    }

    var routes: [Route] {
        [
            Route(.post, "/api/v1/deployments", operation: .tellDeployment, handler: taking("deployments")),
            Route(.post, "/api/v1/incidents", operation: .tellIncident, handler: taking("incidents")),
            Route(.post, "/api/v1/builds", operation: .tellBuild, handler: taking("builds")),
            Route(.post, "/api/v1/analyses", operation: .tellAnalysis, handler: taking("analyses")),
            Route(.post, "/api/v1/events", operation: .tellEvent, handler: taking("cloud-events")),
            Route(.post, "/api/v1/reports/{format}", operation: .tellReport, handler: takeReport),
        ]
    }

    private func taking(_ category: String) -> Route.Handler {
        { request, context in
            let body = try await request.body.collect(upTo: Self.limit)
            let (category, message) = try Self.message(Data(body.readableBytesView), category, request.headers)
            do {
                return try .json(try await pushing.take(category, message, from: Self.connection(context)))
            } catch let trouble as PushTrouble { throw Problem(trouble) }
        }
    }

    /// CloudEvents may come to any of the addresses, in each of the forms that HTTP has for them.
    private static func message(
        _ body: Data, _ category: String, _ headers: HTTPFields
    ) throws -> (category: String, body: Data) {
        let type = headers[.contentType]?.lowercased() ?? ""
        if type.hasPrefix("application/cloudevents") { return ("cloud-events", body) }
        let fields = headers.filter { $0.name.canonicalName.hasPrefix("ce-") }
        guard !fields.isEmpty else { return (category, body) }
        do {
            let event = try CloudEventEnvelope.structured(
                headers: fields.map { ($0.name.canonicalName, $0.value) }, body: body)
            return ("cloud-events", event)
        } catch let trouble as MappingTrouble { throw Problem(PushTrouble.notUnderstood(at: "", "\(trouble)")) }
    }

    /// The body goes through a file of its own, because it may be larger than what memory is for.
    @Sendable private func takeReport(_ request: Request, context: AppContext) async throws -> Response {
        let format = try context.parameter("format")
        let origin = try Self.origin(Query(request))
        do {
            return try await PassingFile.with(request.body, limit: Self.reportLimit) { file in
                try .json(
                    try await pushing.take(
                        report: file, format: format, of: origin, from: Self.connection(context)))
            }
        } catch let trouble as PushTrouble { throw Problem(trouble) }
    }

    private static func origin(_ query: Query) throws -> ReportOrigin {
        ReportOrigin(
            run: try run(query), repository: query["repository"], commit: query["commit"], branch: query["branch"],
            name: query["name"].map { String($0.prefix(200)) })
    }

    private static func run(_ query: Query) throws -> RecordKey {
        if let text = query["run"] {
            guard let run = RecordKey(text), run.kind == .build || run.kind == .job else {
                throw Problem.badRequest(
                    "“run” must be the key of a build or a job, such as github.com/build/acme/checkout/run-1-1.")
            }
            return run
        }
        guard let build = query["build"] ?? query["commit"] else {
            throw Problem.badRequest("“build”, “run” or “commit” must say what the report belongs to.")
        }
        let attempt = try query.number("attempt", in: 1...1_000_000, otherwise: 1)
        let key = PipelineRun.key(repository: query["repository"], build: build, attempt: attempt)
        return query["job"].map { PipelineRun.job($0, of: key) } ?? key
    }

    private static func connection(_ context: AppContext) -> SourceConnection.ID {
        if case .pipeline(let id) = context.visitor { id } else { Pushing.usual }
    }
}

extension Problem {
    fileprivate init(_ trouble: PushTrouble) {
        switch trouble {
        case .notUnderstood:
            self.init(
                "not-understood", title: "What was sent is not understood", status: .unprocessableContent,
                detail: "\(trouble)")
        case .closed: self.init("closed", title: "Nothing is taken here", status: .forbidden, detail: "\(trouble)")
        case .unknownFormat: self = .notFound("\(trouble)")
        }
    }
}

/// A body on its way through a file that nobody else sees.
enum PassingFile {
    /// - Throws: a problem of status 413 where there is more than `limit`.
    static func with<Result>(
        _ body: RequestBody, limit: Int, _ use: (FileHandle) async throws -> Result
    ) async throws -> Result {
        let place = FileManager.default.temporaryDirectory.appending(path: "tutti-report-\(UUID().uuidString)")
        guard
            FileManager.default.createFile(
                atPath: place.path(), contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw Problem.unavailable("The temporary folder takes no file.") }
        let file = try FileHandle(forUpdating: place)
        // Open, but nowhere to be found: it ends with us, however that is.
        try FileManager.default.removeItem(at: place)
        defer { try? file.close() }
        var count = 0
        for try await piece in body {
            count += piece.readableBytes
            guard count <= limit else {
                throw Problem(
                    "too-long", title: "The body is too long", status: .contentTooLarge,
                    detail: "At most \(limit) bytes are read.")
            }
            try file.write(contentsOf: piece.readableBytesView)
        }
        try file.seek(toOffset: 0)
        return try await use(file)
    }
}
