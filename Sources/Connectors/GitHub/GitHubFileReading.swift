import Foundation
import Records

/// The files of a pull request as the GraphQL interface lists them.
struct GitHubPullRequestFiles: Codable {
    struct File: Codable {
        var path: String
        var additions: Int?
        var deletions: Int?
    }

    struct Files: Codable {
        var nodes: [File?]?
        var pageInfo: GitHubPage?
    }

    var number: Int
    var url: String
    var headRefOid: String?
    var files: Files?

    /// None for a part of the list.
    func add(to notes: inout GitHubNotes, at address: GitHubAddress) {
        guard let headRefOid, let nodes = files?.nodes, files?.pageInfo?.hasNextPage != true else { return }
        let files = nodes.compactMap(\.self).map {
            PullRequestFile(path: $0.path, added: $0.additions, deleted: $0.deletions)
        }
        notes.add(
            .pullRequestFiles(
                PullRequestFiles(pullRequest: address.pullRequest(number), head: headRefOid, files: files)))
    }
}

/// Reads which files the pull requests of a repository change, some in each question; where GraphQL is refused, one.
struct GitHubFileReading {
    let source: String
    let repository: String
    let queue: FilesQueue
    /// How many files a page holds.
    let size: Int

    /// More would take GitHub long, which works each difference out.
    private static let most = 10

    static func all(_ wanted: [WantedFiles], in repositories: [String], source: String, size: Int) -> [Reading] {
        let known = Set(repositories.map { $0.lowercased() })
        return FilesQueue.all(wanted, "#", at: source).filter { known.contains($0.place) }.map {
            Self(source: source, repository: $0.place, queue: $0.queue, size: size).reading
        }
    }

    private var reading: Reading {
        Reading("\(repository) \(Sync.files)", start: start) { step, reply, cursor in
            step.role == SyncStep.graph ? try read(step, reply, cursor) : try readPlain(step, reply)
        }.with { $0.hasPlain = true }
    }

    private func start(_ cursor: ReadingCursor) -> [SyncStep] {
        let waiting = queue.waiting(cursor)
        return cursor.isPlain ? waiting.compactMap(plainStep) : steps(waiting)
    }

    private func plainStep(_ number: Int) -> SyncStep? {
        guard let head = queue.head(number) else { return nil }
        var step = SyncStep("files", "repos/\(repository)/pulls/\(number)/files", number: number)
        (step.size, step.head) = (size, head)
        return step
    }

    private func steps(_ numbers: [Int]) -> [SyncStep] {
        stride(from: 0, to: numbers.count, by: Self.most).map { step(numbers[$0..<min(numbers.count, $0 + Self.most)]) }
    }

    private func step(_ numbers: some Sequence<Int>) -> SyncStep {
        let numbers = numbers.map(String.init).joined(separator: " ")
        var step = SyncStep(SyncStep.graph, "\(repository) files \(numbers)")
        step.size = size
        return step
    }

    private func read(_ step: SyncStep, _ reply: ToolReply, _ cursor: ReadingCursor) throws -> StepOutcome {
        let asked = step.path.split(separator: " ").dropFirst(2).compactMap { Int($0) }
        var outcome = StepOutcome()
        guard try isAnswered(reply) else {
            // One of them may be more than GitHub can do just now.
            if asked.count > 1 { outcome.steps = asked.map { self.step([$0]) } }
            return outcome
        }
        var untold = Set(asked)
        for number in asked {
            guard var one = Self.one(number, reply) else { continue }
            let nodes = try step.before(GitHubPullRequestFiles.File.self) + (one.files?.nodes ?? []).compactMap(\.self)
            if let page = one.files?.pageInfo, page.hasNextPage {
                var next = self.step([number])
                try next.goOn(after: page.endCursor, having: nodes)
                outcome.steps.append(next)
                untold.remove(number)
                continue
            }
            if one.files?.nodes != nil { one.files = .init(nodes: nodes) }
            // What is kept under the wanted commit is not wanted any more.
            if one.files != nil, one.headRefOid == queue.head(number) { untold.remove(number) }
            outcome.answers.append(
                RawAnswer(category: "pull-request-files", body: try JSONValue.canonical(one), url: one.url))
        }
        outcome.told = queue.told(cursor, untold)
        return outcome
    }

    private func readPlain(_ step: SyncStep, _ reply: ToolReply) throws -> StepOutcome {
        struct File: Decodable {
            var filename: String
            var additions: Int?
            var deletions: Int?
        }
        let page: [File]
        do { page = try JSONDecoder().decode([File].self, from: reply.body) } catch {
            throw AskingTrouble.unreachable("the files of a pull request cannot be read: \(error)")
        }
        var outcome = StepOutcome()
        let files =
            try step.before(GitHubPullRequestFiles.File.self)
            + page.map { .init(path: $0.filename, additions: $0.additions, deletions: $0.deletions) }
        if page.count >= size {
            outcome.steps = [try step.nextPage(having: files)]
        } else if let number = step.number {
            let one = GitHubPullRequestFiles(
                number: number, url: "https://\(source)/\(repository)/pull/\(number)", headRefOid: step.head,
                files: .init(nodes: files))
            outcome.answers = [
                RawAnswer(category: "pull-request-files", body: try JSONValue.canonical(one), url: one.url)
            ]
        }
        return outcome
    }

    /// False where GitHub could not work it out; throws where it refuses.
    private func isAnswered(_ reply: ToolReply) throws -> Bool {
        let errors = GraphErrors(reply.body)
        if errors.isForbidden {
            throw AskingTrouble.tooLittleScope(url: repository, lacks: errors.messages.first, has: nil)
        }
        if errors.isMisunderstood { throw AskingTrouble.absent(url: repository) }
        if errors.messages.contains(where: { $0.lowercased().contains("cursor") }) { throw AskingTrouble.cursorExpired }
        return JSONPieces.value(at: ["data", "repository"], of: reply.body).map { $0.first == UInt8(ascii: "{") }
            ?? false
    }

    /// Nil where there is none, or it may not be seen.
    private static func one(_ number: Int, _ reply: ToolReply) -> GitHubPullRequestFiles? {
        JSONPieces.value(at: ["data", "repository", "pull\(number)"], of: reply.body).flatMap {
            try? JSONDecoder().decode(GitHubPullRequestFiles.self, from: $0)
        }
    }
}
