import Foundation
import TestKit

/// A repository to which things happen: commits, renames, amended and dropped commits; always the same for a seed.
final class EventfulRepository {
    private let repository: ScratchRepository
    private var random: SeededGenerator
    private var number = 0

    var path: String { repository.path }

    init(seed: UInt64) throws {
        repository = try ScratchRepository()
        random = SeededGenerator(seed: seed)
    }

    /// Adds commits in one go.
    /// - Parameter rewriting: first takes back up to three commits, as a force-push would.
    func live(through commits: Int, rewriting: Bool) throws {
        if rewriting, number > 4 { try repository.git("reset", "--quiet", "--hard", "HEAD~\(1 + number % 3)") }
        let parent = number == 0 ? nil : try repository.git("rev-parse", "HEAD")
        var stream = ""
        for place in 0..<commits {
            number += 1
            stream += commit(place == 0 ? parent.map { "from \($0)\n" } ?? "" : "")
        }
        let file = repository.folder + "/stream"
        try stream.write(toFile: file, atomically: true, encoding: .utf8)
        let made = try BuiltProgram.run(
            "/bin/sh", ["-c", "git -C \"$1\" fast-import --quiet --force < \"$2\"", "sh", path, file])
        guard made.status == 0 else { throw ScratchRepository.Failure(description: made.errors) }
        try repository.git("reset", "--quiet", "--hard", "main")
    }

    func come(from address: String) throws { try repository.git("remote", "add", "origin", address) }

    private func commit(_ from: String) -> String {
        let writer = Int.random(in: 0..<4, using: &random)
        let message = "Change \(number) \(random.next())\n"
        let time = 1_700_000_000 + number * 3600
        let path = "part\(Int.random(in: 0..<3, using: &random))/file\(Int.random(in: 0..<6, using: &random)).txt"
        let lines = (0..<Int.random(in: 1..<30, using: &random)).map {
            "line \($0 * Int.random(in: 1..<3, using: &random))\n"
        }
        let text = lines.joined()
        return """
            commit refs/heads/main
            committer Writer \(writer) <writer\(writer)@example.org> \(time) +0100
            data \(message.utf8.count)
            \(message)\(from)M 100644 inline \(path)
            data \(text.utf8.count)
            \(text)

            """
    }
}
