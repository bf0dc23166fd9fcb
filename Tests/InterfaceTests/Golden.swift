import TestKit
import Testing

/// Markup as it was agreed, in `Golden` beside this file.
enum Golden {
    static func expect(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        try expectGolden(text, name, sourceLocation: sourceLocation)
    }
}
