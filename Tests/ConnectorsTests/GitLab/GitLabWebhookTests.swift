import Connectors
import Foundation
import Records
import TestKit
import Testing

@Suite("Webhooks of GitLab", .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct GitLabWebhookTests {
    private static let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    private static let folder = SharedData.file("webhooks/gitlab")

    @Test func `all sixteen are understood, and give these records`() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var text = ""
        let files = Self.files.filter { $0.hasSuffix(".json") }.sorted()
        #expect(files.count == 16)
        for file in files {
            let body = try Data(contentsOf: Self.folder.appending(path: file))
            text += "\(file)\n"
            for record in try Connector.gitLab.map(RawAnswer(category: "webhook", body: body)) {
                text += "  \(Self.facts(String(decoding: try encoder.encode(record), as: UTF8.self)))\n"
            }
        }
        try expectGolden(text, "gitlab-webhooks.txt")
    }

    /// Without what people wrote there and where their servers stood: how long it is, and that there is a host.
    private static func facts(_ record: String) -> String {
        record.replacing(/"(body|title|text|email)":"((?:[^"\\]|\\.)*)"/) { "\"\($0.1)\":\($0.2.count)" }
            .replacing(/\d+\.\d+\.\d+\.\d+(:\d+)?/, with: "tool.example")
    }

    @Test func `an event that nobody knows gives no records`() throws {
        let body = Data(#"{"object_kind": "moon_landing", "crew": 3}"#.utf8)
        #expect(try Connector.gitLab.map(RawAnswer(category: "webhook", body: body)) == [])
    }

    @Test func `a body without its kind is named`() {
        let body = Data(#"{"event_name": "project_create"}"#.utf8)
        #expect(throws: MappingTrouble.missing("object_kind")) {
            try Connector.gitLab.map(RawAnswer(category: "webhook", body: body))
        }
    }
}
