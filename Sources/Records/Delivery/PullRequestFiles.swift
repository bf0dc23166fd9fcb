/// Every file that a pull request changes, as its code host listed them for one state of its branch.
package struct PullRequestFiles: Codable, Hashable, Sendable {
    package var pullRequest: RecordKey
    /// The branch's newest commit then.
    package var head: String
    /// By path, each once.
    package var files: [PullRequestFile]

    package init(pullRequest: RecordKey, head: String, files: [PullRequestFile]) {
        self.pullRequest = pullRequest
        self.head = head
        self.files = files.sorted { $0.path < $1.path }
    }
}
