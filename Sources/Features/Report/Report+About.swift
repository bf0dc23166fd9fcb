import Records

extension Report {
    /// Which repository was read, and how much of it.
    package struct About: Codable, Hashable, Sendable {
        package var name: String
        package var location: String
        /// The commit that was read; nil for a repository without commits.
        package var head: String?
        package var branch: String?
        /// All commits that lead to the head, merges among them.
        package var commits: Int
        package var merges: Int
        /// Entries of the tree at the head.
        package var files: Int
        /// Tags that lead to a commit, wherever it lies.
        package var tags: Int
        /// Earliest and latest time at which a commit says it was written; nil without commits.
        package var firstCommitAt: String?
        package var lastCommitAt: String?
        /// Contents that this clone lacks. The lines of changes to them are unknown, not zero.
        package var missingObjects: Int
        /// The history ends early: what came before is unknown, not absent.
        package var shallow: Bool
        package var partial: Bool
        package var bare: Bool
        package var objectFormat: String

        init(_ evidence: Evidence, missingObjects: Int) {
            let repository = evidence.repository
            let commits = evidence.history.commits
            name = repository.name
            location = repository.location
            head = repository.head?.hex
            branch = repository.branch
            self.commits = commits.count
            merges = commits.count { $0.isMerge }
            files = evidence.snapshot.files.count
            tags = evidence.tags.count
            firstCommitAt = commits.map(\.authored.seconds).min().map(Days.instant)
            lastCommitAt = commits.map(\.authored.seconds).max().map(Days.instant)
            self.missingObjects = missingObjects
            shallow = repository.isShallow
            partial = repository.isPartial
            bare = repository.isBare
            objectFormat = repository.objectFormat
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(name, forKey: .name)
            try container.encode(location, forKey: .location)
            try container.encode(head, forKey: .head)
            try container.encode(branch, forKey: .branch)
            try container.encode(commits, forKey: .commits)
            try container.encode(merges, forKey: .merges)
            try container.encode(files, forKey: .files)
            try container.encode(tags, forKey: .tags)
            try container.encode(firstCommitAt, forKey: .firstCommitAt)
            try container.encode(lastCommitAt, forKey: .lastCommitAt)
            try container.encode(missingObjects, forKey: .missingObjects)
            try container.encode(shallow, forKey: .shallow)
            try container.encode(partial, forKey: .partial)
            try container.encode(bare, forKey: .bare)
            try container.encode(objectFormat, forKey: .objectFormat)
        }
    }

    /// Who was recognised behind the authors of commits.
    package struct Recognised: Codable, Hashable, Sendable {
        /// Distinct pairs of author name and e-mail over all commits, as recorded, told apart by their bytes as git does.
        package var pairs: Int
        /// The same after git's own mail map at the head.
        package var afterMailmap: Int
        /// Humans, bots and AI agents behind these pairs.
        package var people: Int
        package var bots: Int
        package var agents: Int
        /// Pairs of people who may be one, for somebody to decide.
        package var suggestions: Int

        package init(_ evidence: Evidence) {
            let authors = Set(evidence.history.commits.map(\.author))
            let identities = evidence.identities
            let kinds = Set(authors.map { identities.person($0) }).map { identities.people[Int($0)].kind }
            pairs = Set(authors.map { evidence.history.signatures[Int($0)].bytes }).count
            afterMailmap = identities.pairsAfterMailmap
            people = kinds.count { $0 == .human }
            bots = kinds.count { $0 == .bot }
            agents = kinds.count { $0 == .agent }
            suggestions = identities.suggestions.count
        }
    }
}
