import Connectors
import Features
import Records
import Testing

@Suite("A source as somebody describes it")
struct SourceDraftTests {
    private func draft(_ kind: SourceKind, _ said: [String: String]) -> SourceDraft {
        var draft = SourceDraft(kind)
        for setting in kind.settings { if let text = said[setting.id] { draft.set(setting, to: text) } }
        draft.check()
        return draft
    }

    @Test(
        arguments: [
            ("https://github.com/", "https://github.com"), ("https://api.github.com", "https://github.com"),
            ("https://git.example.org/api/v3", "https://git.example.org"),
            ("https://git.example.org/api/v3/", "https://git.example.org"),
            ("https://git.example.org/under", "https://git.example.org/under"),
        ])
    func `is known by its address alone`(_ typed: String, _ address: String) {
        let draft = draft(.gitHub, ["url": typed, "token": "one two", "repositories": "a/b"])
        #expect(draft.settings["url"] == address && draft.errors.isEmpty)
        #expect(draft.secrets.tokens == ["one", "two"] && !draft.settings.values.contains { $0.contains("one") })
    }

    @Test(
        arguments: [
            (["token": "good"], "repositories"), (["repositories": "a/b"], "token"),
            (["token": "good", "repositories": "a/b", "url": "git.example.org"], "url"),
            (["key": "-----BEGIN RSA PRIVATE KEY-----"], "app"), (["key": "none", "app": "1"], "key"),
        ])
    func `says at which field something is wrong`(_ said: [String: String], _ field: String) {
        #expect(Array(draft(.gitHub, said).errors.keys) == [field])
    }

    @Test func `needs no repositories as an app, and no projects of GitLab`() {
        #expect(draft(.gitHub, ["key": "-----BEGIN RSA PRIVATE KEY-----", "app": "1"]).errors.isEmpty)
        let lab = draft(.gitLab, ["token": "good"])
        #expect(lab.errors.isEmpty && lab.title == "GitLab")
        #expect(draft(.gitLab, ["token": "good", "projects": "a/b\nc"]).title == "GitLab a/b")
    }
}
