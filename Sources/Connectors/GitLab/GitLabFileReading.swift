import Foundation
import Records

/// The files that a merge request changes, put together from the pages of the answer that lists them, without their texts.
struct GitLabMergeRequestFiles: Codable {
    struct File: Codable {
        var path: String
        var oldPath: String?
        var additions: Int?
        var deletions: Int?
        var isGenerated: Bool?

        var record: PullRequestFile {
            PullRequestFile(
                path: path, oldPath: oldPath, added: additions, deleted: deletions,
                isGenerated: isGenerated == true ? true : nil)
        }

        enum CodingKeys: String, CodingKey {
            case additions, deletions
            case path = "new_path"
            case oldPath = "old_path"
            case isGenerated = "generated_file"
        }
    }

    /// The newest commit of the branch.
    var sha: String
    var files: [File]

    static func records(_ answer: RawAnswer) throws -> [Record] {
        let told = try answer.decode(Self.self)
        let reading = GitLabReading(GitLabAddress(answer.url), source: nil)
        return [
            .pullRequestFiles(
                PullRequestFiles(
                    pullRequest: try reading.mergeRequest(), head: told.sha, files: told.files.map(\.record)))
        ]
    }
}

/// Reads which files the merge requests of a project change: a question for each.
struct GitLabFileReading {
    let project: Int
    let queue: FilesQueue
    /// How many files a page holds.
    let size: Int

    static func all(_ wanted: [WantedFiles], in projects: [Int], source: String, size: Int) -> [Reading] {
        FilesQueue.all(wanted, "!", at: source).compactMap { place, queue in
            guard let project = Int(place), projects.contains(project) else { return nil }
            return Self(project: project, queue: queue, size: size).reading
        }
    }

    private var reading: Reading {
        Reading("\(project) \(Sync.files)", start: { cursor in queue.waiting(cursor).compactMap(step) }, read: read)
    }

    private func step(_ number: Int) -> SyncStep? {
        guard let head = queue.head(number) else { return nil }
        var step = SyncStep("files", "projects/\(project)/merge_requests/\(number)/diffs", number: number)
        (step.size, step.head) = (size, head)
        return step
    }

    private func read(_ step: SyncStep, _ reply: ToolReply, _ cursor: ReadingCursor) throws -> StepOutcome {
        let page: [GitLabChange]
        do { page = try JSONDecoder().decode([GitLabChange].self, from: reply.body) } catch {
            throw AskingTrouble.unreachable("the files of a merge request cannot be read: \(error)")
        }
        var outcome = StepOutcome()
        let files = try step.before(GitLabMergeRequestFiles.File.self) + page.compactMap(\.listed)
        if page.count >= size {
            outcome.steps = [try step.nextPage(having: files)]
        } else if let head = step.head {
            let answer = GitLabMergeRequestFiles(sha: head, files: files)
            outcome.answers = [RawAnswer(category: "merge-request-files", body: try JSONValue.canonical(answer))]
        }
        return outcome
    }
}

extension GitLabChange {
    /// Nil where an old answer does not name the file.
    var listed: GitLabMergeRequestFiles.File? {
        path.map {
            let lines = isLeftOut ? nil : lines
            return .init(
                path: $0, oldPath: isMoved ? oldPath : nil, additions: lines?.added, deletions: lines?.deleted,
                isGenerated: isGenerated)
        }
    }
}
