import Records

/// The keys of one installation's things. Each can be formed from any answer that mentions the thing.
///
/// Merge requests and issues are named by project and number, `278964!12` and `278964#12`, because the numbers that are
/// unique in the whole installation are missing from half of the answers.
struct GitLabNames {
    let source: String

    func repository(_ project: String) -> RecordKey { RecordKey(source, .repository, project) }
    func group(_ group: String) -> RecordKey { RecordKey(source, .board, "group-\(group)") }
    func mergeRequest(_ number: Int, in project: String) -> RecordKey {
        RecordKey(source, .pullRequest, "\(project)!\(number)")
    }
    func issue(_ number: Int, in project: String) -> RecordKey { RecordKey(source, .workItem, "\(project)#\(number)") }
    func comment(_ note: Int) -> RecordKey { RecordKey(source, .comment, "\(note)") }
    func pipeline(_ id: Int) -> RecordKey { RecordKey(source, .build, "\(id)") }
    func job(_ id: Int) -> RecordKey { RecordKey(source, .job, "\(id)") }
    func deployment(_ id: Int) -> RecordKey { RecordKey(source, .deployment, "\(id)") }
    func release(_ tag: String, in project: String) -> RecordKey { RecordKey(source, .release, "\(project)/\(tag)") }
    func milestone(_ id: Int) -> RecordKey { RecordKey(source, .sprint, "milestone-\(id)") }
    func iteration(_ id: Int) -> RecordKey { RecordKey(source, .sprint, "iteration-\(id)") }
    func account(_ id: Int) -> RecordKey { RecordKey(source, .account, "\(id)") }

    /// For an account of which only the name is known, as in `requested review from @alice`.
    func account(named login: some StringProtocol) -> RecordKey { RecordKey(source, .account, "@\(login)") }

    /// What somebody holds of a merge request now: one for each of them, however often they change their mind.
    func approval(of mergeRequest: RecordKey, by account: RecordKey) -> RecordKey {
        mergeRequest.other(.review, "\(mergeRequest.id)/approval/\(account.id)")
    }

    /// What happened to a merge request, named by what, by whom and when, since GitLab tells the same in several places
    /// under different numbers.
    func event(_ mergeRequest: RecordKey, _ what: String) -> RecordKey {
        mergeRequest.other(.pullRequestEvent, "\(mergeRequest.id)/\(what)")
    }

    func change(_ issue: RecordKey, _ what: String) -> RecordKey {
        issue.other(.workItemChange, "\(issue.id)/\(what)")
    }
}
