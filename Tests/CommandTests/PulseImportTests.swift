import Foundation
import Records
import Store
import TestKit
import Testing

@Suite("tutti pulse import", .timeLimit(.minutes(40)))
struct PulseImportTests {
    @Test func `says what it would keep, keeps it once, and drops who answered`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-past-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for page in 0..<2 {
            let objects = (0..<4).map { place in
                """
                {"pollId": "poll", "slideId": "s1", "participantId": "person-\(page)-\(place)", \
                "createdAt": "2025-03-01T10:00:00Z", "response": "\(place + 1)"}
                """
            }
            try Data("{\"data\": [\(objects.joined(separator: ","))]}".utf8)
                .write(to: folder.appending(path: "page\(page).json"))
        }
        try Data("{\"s1\": \"How was the week?\"}".utf8).write(to: folder.appending(path: "titles.json"))
        func run(_ more: [String]) throws -> (status: Int32, output: String, errors: String) {
            try BuiltProgram.run(
                BuiltProgram.path("tutti"), ["pulse", "import"] + more + ["--data", "data"], in: folder,
                environment: [:])
        }
        let pages = ["page0.json", "page1.json", "--from", "zigpoll", "--questions", "titles.json"]
        let dry = try run(pages + ["--dry-run"])
        #expect(dry.output.hasPrefix("poll, 2025-03: 8 answered, 1 questions\n"), "\(dry.errors)")
        #expect(dry.output.contains("dropped: _id") && dry.output.hasSuffix("Nothing was kept.\n"))
        #expect(try run(pages).output.hasSuffix("Kept.\n"))
        #expect(try run(pages).status == 0)
        let json = try run(pages + ["--json"])
        #expect(json.output.contains("How was the week?") && !json.output.contains("person-"))
        let fewer = try run(["page0.json", "--from", "zigpoll"])
        #expect(fewer.status == 4 && fewer.errors.contains("Nothing is kept"), "\(fewer.errors)")
        #expect(try run(["page0.json", "--from", "paper"]).errors.contains("zigpoll, formbricks or limesurvey"))

        let database = try await Databases.open(.file(path: folder.appending(path: "data/tutti.db").path()))
        let bodies = try await database.read {
            try $0.rows("SELECT body FROM pulse_import") { try $0.get(0, as: String.self) }
        }
        try await database.close()
        #expect(bodies.count == 1 && !bodies[0].contains("person-"))
    }
}
