import Features
import HTTPTypes
import Records

/// The OpenAPI 3.1 document of every route under `/api/`, put together from the routes themselves.
struct APIDocument: Sendable {
    let value: JSONValue

    /// - Throws: `StartTrouble.undescribed` for a route of the API without a description.
    init(_ routes: [Route]) throws {
        var paths: [String: JSONValue] = [:]
        var schemas: [String: JSONValue] = ["Problem": Self.problem]
        for (path, routes) in Dictionary(grouping: routes.filter { $0.path.hasPrefix("/api/") }, by: \.path) {
            var methods: [String: JSONValue] = [:]
            for route in routes {
                guard let operation = route.operation else {
                    throw StartTrouble.undescribed(route: "\(route.method.rawValue) \(path)")
                }
                methods[route.method.rawValue.lowercased()] = Self.describe(operation, of: route)
                schemas.merge(operation.schemas) { first, _ in first }
            }
            paths[path] = .object(methods)
        }
        value = .object([
            "openapi": "3.1.0", "info": Self.about, "paths": .object(paths), "security": Self.security,
            "components": ["schemas": .object(schemas), "securitySchemes": Self.schemes],
        ])
    }

    private static let about: JSONValue = [
        "title": "Tutti", "version": "1",
        "description":
            "What Tutti reads from your repositories, as its pages show it, and the way of an anonymous answer.",
        "license": ["name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"],
    ]

    /// Either of them; while nobody has joined, and for this document, none.
    private static let security: JSONValue = [["token": []], ["session": []], [:]]

    private static let schemes: JSONValue = [
        "token": [
            "type": "http", "scheme": "bearer", "description": "An API token, which members make at /me: `tutti_…`.",
        ],
        "session": ["type": "apiKey", "in": "cookie", "name": "tutti", "description": "A browser that signed in."],
    ]

    private static func describe(_ operation: Operation, of route: Route) -> JSONValue {
        var fields: [String: JSONValue] = [
            "operationId": .string(operation.id), "summary": .string(operation.summary),
            "description": .string(operation.description.isEmpty ? operation.summary : operation.description),
            "parameters": .array(parameters(operation, of: route)), "responses": responses(operation, of: route),
        ]
        if let body = operation.body {
            fields["requestBody"] = .object([
                "required": true, "content": .object([body.type: ["schema": body.schema]]),
            ])
        }
        return .object(fields)
    }

    private static func parameters(_ operation: Operation, of route: Route) -> [JSONValue] {
        let inPath = route.parameters.map { name in
            let known = operation.path.first { $0.name == name }
            return parameter(known ?? .init(name, "The identifier of the \(name)."), in: "path")
        }
        return inPath + operation.query.map { parameter($0, in: "query") }
    }

    private static func parameter(_ parameter: Operation.Parameter, in place: String) -> JSONValue {
        [
            "name": .string(parameter.name), "in": .string(place), "required": .bool(place == "path"),
            "description": .string(parameter.description), "schema": parameter.schema,
        ]
    }

    private static func responses(_ operation: Operation, of route: Route) -> JSONValue {
        var responses: [String: JSONValue] = [
            "200": [
                "description": .string(operation.summary),
                "content": ["application/json": ["schema": operation.answer]],
            ],
            "304": ["description": "What the caller has, by If-None-Match, is still right."],
            "default": [
                "description": "Why there is no answer.",
                "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
            ],
        ]
        if !route.parameters.isEmpty {
            responses["404"] = responses["default"].map { described($0, "There is no such thing.") }
        }
        return .object(responses)
    }

    private static func described(_ response: JSONValue, _ description: String) -> JSONValue {
        guard case .object(var fields) = response else { return response }
        fields["description"] = .string(description)
        return .object(fields)
    }

    private static let problem: JSONValue = [
        "type": "object", "description": "RFC 9457.", "required": ["type", "title", "status", "detail", "requestId"],
        "properties": [
            "type": ["type": "string", "format": "uri-reference"], "title": ["type": "string"],
            "status": ["type": "integer"], "detail": ["type": "string"],
            "requestId": ["type": "string", "description": "By which the server's log can be searched."],
        ],
    ]
}

/// Offers the document, which describes itself too.
struct APIDocumentRoutes: Feature {
    private let document: JSONValue

    init(describing routes: [Route]) throws {
        document = try APIDocument(routes + [Self.route { _, _ in throw Problem.notFound() }]).value
    }

    var routes: [Route] { [Self.route { [document] _, _ in try .json(document) }] }

    private static func route(_ handler: @escaping Route.Handler) -> Route {
        let operation = Operation(
            "getDocument", summary: "This document",
            answer: ["type": "object", "description": "An OpenAPI 3.1 document."])
        return Route(.get, "/api/v1/openapi.json", operation: operation, handler: handler)
    }
}
