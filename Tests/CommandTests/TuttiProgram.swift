import Foundation
import TestKit

/// The built program, as a shell starts it.
struct TuttiProgram {
    struct Answer {
        let status: Int32
        let output: String
        let errors: String
    }

    /// - Parameter environment: on top of one that has no say about colour and width.
    static func run(
        _ arguments: String..., in folder: String? = nil, environment: [String: String] = [:]
    ) throws -> Answer {
        let quiet = ["NO_COLOR": "", "CLICOLOR_FORCE": "", "COLUMNS": "90", "TZ": "America/New_York"]
        let run = try BuiltProgram.run(
            BuiltProgram.path("tutti"), arguments, in: folder.map { URL(filePath: $0) },
            environment: quiet.merging(environment) { $1 })
        return Answer(status: run.status, output: run.output, errors: run.errors)
    }
}

extension ScratchRepository {
    /// Three people, two modules, a bot, a rename, a merge, trailers and two tags: enough for most of a report.
    static func ensemble() throws -> ScratchRepository {
        let repository = try ScratchRepository()
        let people = [("Ada", "ada@example.org"), ("Bo", "bo@example.org"), ("Cy", "cy@example.org")]
        for number in 0..<24 {
            let (name, email) = people[number % 3]
            let module = number % 3 == 2 ? "web" : "core"
            try repository.write(
                String(repeating: "let value = \(number)\n", count: number + 3), to: "\(module)/part\(number).swift"
            )
            try repository.commit(
                "Change \(number)", by: name, email: email, at: "\(1_700_000_000 + number * 86_400) +0100")
        }
        try repository.git("mv", "core/part0.swift", "core/first.swift")
        try repository.commit(
            "Move\n\nCo-authored-by: Bo <bo@example.org>\nReviewed-by: Cy <cy@example.org>", at: "1702100000 +0100")
        try repository.git("tag", "v1.0.0")
        try repository.write(Data([0, 1, 2, 0]), to: "core/picture.bin")
        try repository.commit(
            "Bump", by: "renovate[bot]", email: "29139614+renovate[bot]@users.noreply.github.com",
            at: "1702200000 +0000")
        try repository.git("tag", "v1.1.0")
        return repository
    }

    /// What a temporary folder holds of ours.
    var leftovers: [String] {
        let inside = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/tmp")) ?? []
        return inside.filter { $0.hasPrefix("tutti") }
    }

    /// A temporary folder of the repository's own, so that nobody else's files are counted.
    func temporary() throws -> [String: String] {
        try FileManager.default.createDirectory(atPath: folder + "/tmp", withIntermediateDirectories: true)
        return ["TMPDIR": folder + "/tmp"]
    }
}
