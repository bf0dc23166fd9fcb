import Invention
import Records
import Testing

@Suite("What invented records refer to")
struct ReferenceTests {
    @Test(arguments: Which.allCases)
    func `every reference leads to a record`(_ which: Which) {
        let invented = which.invented
        let known = Set(invented.records.compactMap(Self.key))
        var missing: [RecordKey: String] = [:]
        for record in invented.records {
            for key in Self.mentioned(by: record) where !known.contains(key) { missing[key] = record.type }
        }
        #expect(missing.isEmpty, "\(missing.prefix(3))")
    }

    @Test(arguments: Which.allCases)
    func `every record is told once, but incidents, which are edited`(_ which: Which) {
        let invented = which.invented
        var seen: Set<RecordKey> = []
        var twice: [RecordKey] = []
        for record in invented.records {
            if case .incident = record { continue }
            if let key = Self.key(record), !seen.insert(key).inserted { twice.append(key) }
        }
        #expect(twice.isEmpty, "\(twice.prefix(3))")
    }

    @Test func `numbers count up with time in every repository`() {
        for (repository, own) in Dictionary(grouping: Invented.small.pullRequests, by: \.repository) {
            let ordered = own.sorted { $0.number < $1.number }
            #expect(ordered.map(\.number) == Array(1...own.count), "\(repository)")
            #expect(zip(ordered, ordered.dropFirst()).allSatisfy { $0.createdAt <= $1.createdAt }, "\(repository)")
        }
    }

    private static func key(_ record: Record) -> RecordKey? {
        switch record {
        case .repository(let it): it.key
        case .account(let it): it.key
        case .hostTeam(let it): it.key
        case .pullRequest(let it): it.key
        case .pullRequestEvent(let it): it.key
        case .review(let it): it.key
        case .comment(let it): it.key
        case .workItem(let it): it.key
        case .workItemChange(let it): it.key
        case .sprint(let it): it.key
        case .build(let it): it.key
        case .job(let it): it.key
        case .deployment(let it): it.key
        case .incident(let it): it.key
        case .release(let it): it.key
        case .analysis(let it): it.key
        case .pullRequestCommit, .pullRequestFiles, .workItemLink, .obstacleSighting, .testResult, .coverage,
            .finding:
            nil
        }
    }

    private static func mentioned(by record: Record) -> [RecordKey] {
        let keys: [RecordKey?] =
            switch record {
            case .pullRequest(let it): [it.repository, it.author, it.mergedBy] + it.requestedReviewers
            case .pullRequestEvent(let it): [it.pullRequest, it.actor, it.subject]
            case .pullRequestCommit(let it): [it.pullRequest]
            case .review(let it): [it.pullRequest, it.author]
            case .comment(let it): [it.subject, it.author, it.review]
            case .workItem(let it): [it.author, it.sprint] + it.assignees
            case .workItemChange(let it): [it.workItem, it.actor]
            case .workItemLink(let it): [it.pullRequest, it.workItem]
            case .build(let it): [it.repository] + it.pullRequests
            case .job(let it): [it.build]
            case .deployment(let it): it.commits.map(\.repository)
            case .incident(let it): [it.deployment]
            case .release(let it): [it.repository]
            case .analysis(let it): [it.repository]
            default: []
            }
        return keys.compactMap(\.self)
    }
}
