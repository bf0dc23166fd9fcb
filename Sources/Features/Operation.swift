import Records

/// How to use a route of the API, in the words of OpenAPI 3.1. The served document is put together from these.
package struct Operation: Sendable {
    /// Unique: `listSignals`.
    package let id: String
    /// One line.
    package let summary: String
    package let description: String
    /// What may stand in the query.
    package let query: [Parameter]
    /// What `{repository}` and the like mean; a name without an entry is described as the identifier of its kind.
    package let path: [Parameter]
    /// What is sent along; nil where nothing is.
    package let body: Body?
    /// The shape of the answer, as JSON Schema 2020-12; may refer to `#/components/schemas/…`.
    package let answer: JSONValue
    /// Shapes that `answer` refers to, by name.
    package let schemas: [String: JSONValue]

    package struct Parameter: Sendable {
        package let name: String
        package let description: String
        package let schema: JSONValue

        package init(_ name: String, _ description: String, schema: JSONValue = .object(["type": .string("string")])) {
            self.name = name
            self.description = description
            self.schema = schema
        }
    }

    package struct Body: Sendable {
        package let type: String
        package let schema: JSONValue

        package init(_ type: String = "application/json", schema: JSONValue) {
            self.type = type
            self.schema = schema
        }
    }

    package init(
        _ id: String, summary: String, description: String = "", path: [Parameter] = [], query: [Parameter] = [],
        body: Body? = nil, answer: JSONValue, schemas: [String: JSONValue] = [:]
    ) {
        self.id = id
        self.summary = summary
        self.description = description
        self.query = query
        self.path = path
        self.body = body
        self.answer = answer
        self.schemas = schemas
    }
}
