import Records

extension GitLabMergeRequest {
    /// What the merge request is about, by its title, its description, and a branch such as `12-add-a-page`, which GitLab
    /// itself names so when a branch is begun from an issue.
    func addLinks(of key: RecordKey, to reading: inout GitLabReading) {
        // A merge request and an issue may have one number, so none is its own.
        var found = References.found(title: title, body: description, branch: sourceBranch, own: -1)
        let digits = sourceBranch.prefix(while: \.isNumber)
        if let number = Int(digits), sourceBranch.dropFirst(digits.count).hasPrefix("-") {
            let own = References.Reference(text: "#\(number)", number: number)
            if !found.contains(own) { found.append(own) }
        }
        for reference in found { reading.add(.workItemLink(link(reference, of: key, names: reading.names))) }
    }

    private func link(_ reference: References.Reference, of key: RecordKey, names: GitLabNames) -> WorkItemLink {
        let isOurs = reference.repository.map { isOwn($0) } ?? true
        let number = isOurs ? reference.number : nil
        return WorkItemLink(
            pullRequest: key, reference: number.map { "#\($0)" } ?? reference.text,
            workItem: number.map { names.issue($0, in: "\(project)") })
    }

    /// Another project's number is not known from its path. The address of an issue has `/-` behind the project.
    private func isOwn(_ repository: String) -> Bool {
        guard let path = path?.split(separator: "!").first?.lowercased() else { return false }
        let parts = path.split(separator: "/")
        return repository == parts.suffix(2).joined(separator: "/") || repository == "\(parts.last ?? "")/-"
    }
}
