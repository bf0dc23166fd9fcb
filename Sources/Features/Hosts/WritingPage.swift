import Interface
import Records
import Store

/// What a connection writes: how it stands, what would be written by another choice, and what was.
struct WritingPage: Page {
    let source: SourceConnection
    /// What somebody wants to see before it is switched on.
    let wished: WriteBackChoice?
    let preview: WriteBackPreview?
    let written: [WrittenBack]
    /// Where it was written, as far as it is known.
    let places: [RecordKey: Place]
    /// Something was asked for, be it well or not.
    let isAsked: Bool
    let formToken: String

    var title: String {
        source.writeBack == nil
            ? "\(source.name) writes nothing" : "\(source.name) writes \(Self.words(source.writeBack))"
    }
    var room: Room.ID? { "connections" }

    private static func words(_ choice: WriteBackChoice?) -> String {
        switch choice?.form {
        case .statuses: "commit statuses"
        case .comment: "one comment"
        case nil: "nothing"
        }
    }

    var content: HTML {
        """
        \(PageHead(title, lead: lead, above: above))
        \(when(failed > 0, failure))\(when(source.writeBack != nil, off))\(when(wished != nil, previewed))
        <section aria-labelledby="choice"><h2 id="choice">\(source.writeBack == nil ? "See what it would write" : "See another choice")</h2>\(form)</section>
        <section aria-labelledby="reviewers"><h2 id="reviewers">Asking for other reviewers</h2>\(reviewers)</section>
        \(when(!written.isEmpty, history))
        """
    }

    private var lead: HTML {
        """
        At open pull requests that are no drafts: what a description lacks, and how the review agreement stands. Nothing is \
        written before you have seen it here. Nobody is mentioned; what sends its author a message waits for their working time.
        """
    }

    private var above: HTML {
        Breadcrumb(
            [
                Interface.Link("Connections", to: Link.connections.path),
                Interface.Link(source.name, to: Link.source(source.id).path),
            ], current: "What it writes"
        ).html
    }

    private var failed: Int { source.writeBack == nil ? 0 : written.count { $0.state == .failed } }

    private var failure: HTML {
        let what =
            failed == written.count
            ? "Nothing of what was last tried could be written"
            : Wording.capitalised(
                "\(Wording.number(failed)) of the last \(Wording.number(written.count)) things could not be written")
        return Note(.bad, "\(what): <a href=\"#history\">why</a>. What is still open is tried again.").html
    }

    private var off: HTML {
        """
        <p>What stands there stays when you switch it off; nothing more is written.</p>\
        \(ButtonForm(words: "Switch it off", path: Link.writing(source.id).path, token: formToken, fields: [("do", "off")]))
        """
    }

    private var form: HTML {
        let shown = wished ?? source.writeBack
        let isChecked = { (part: WriteBackChoice.Part) in shown?.parts.contains(part) ?? true ? "on" : "" }
        return """
            <form method="get" action="\(href: Link.writing(source.id).path)">\
            \(Field("How", name: "as", form: "writing", .select([
                .init("As commit statuses", value: WriteBackChoice.Form.statuses.rawValue),
                .init("As one comment, which is edited", value: WriteBackChoice.Form.comment.rawValue),
            ]), value: shown?.form.rawValue ?? "statuses", error: isAsked && wished == nil ? "Choose at least one of the two below." : nil))\
            \(Field("What the description lacks", name: "description", form: "writing", .checkbox, value: isChecked(.description), hint: "By the repository’s template, or the usual parts; as tutti check --pull-request says it."))\
            \(Field("How the review agreement stands", name: "review", form: "writing", .checkbox, value: isChecked(.review), hint: "Whether a review is waited for, and until when the team agreed to answer. GitLab counts a status that waits as a pipeline that waits: there it is said in the comment alone."))\
            <p class="form__end"><button class="button" type="submit">Show what would be written</button></p></form>
            """
    }

    private var previewed: HTML {
        guard let preview, let wished else { return .empty }
        let new = preview.lines.count { $0.state == .new || $0.state == .later }
        let same = wished == source.writeBack
        return """
            <section aria-labelledby="preview"><h2 id="preview">\(headline(new))</h2>\
            <p>\(Wording.capitalised(Wording.count(preview.requests, "open pull request was", "open pull requests were"))) looked at just now. Nothing has been written.</p>\
            \(lines(preview.lines))\(mayWrite(preview.check))\
            \(when(!same, "<form method=\"post\" action=\"\(href: Link.writing(source.id).path)\">\(FormToken(text: formToken))<input type=\"hidden\" name=\"do\" value=\"on\"><input type=\"hidden\" name=\"as\" value=\"\(wished.form.rawValue)\">\(each(WriteBackChoice.Part.allCases.filter(wished.parts.contains)) { "<input type=\"hidden\" name=\"\($0.rawValue)\" value=\"on\">" })<p class=\"form__end\"><button class=\"button\" type=\"submit\">Switch it on</button></p></form>"))</section>
            """
    }

    /// Nothing is said of a token that could not be tried.
    private func mayWrite(_ check: SourceCheck) -> HTML {
        """
        <h3>Whether the token may write</h3>\(when(check.trouble) { Note(.bad, "\($0.sentence)").html })\
        <ul class="plain source">\(each(check.findings) { SourceCheckView.line($0) })</ul>
        """
    }

    private func headline(_ new: Int) -> String {
        new == 0
            ? "Nothing would be written now"
            : Wording.capitalised("\(Wording.count(new, "thing", "things")) would be written")
    }

    private func lines(_ lines: [WriteBackPreview.Line]) -> HTML {
        Table(
            "What would be written", columns: [.text("Pull request"), .text("What"), .text("When")],
            rows: lines.prefix(200).map { line in
                [Place(line.item).html, Self.content(line.item), "\(Self.time(line.state))"]
            }, none: "No open pull request calls for anything."
        ).html
    }

    private static func content(_ item: WriteBackItem) -> HTML {
        switch item.content {
        case .mark(let status):
            let tag: Interface.Tag =
                switch status.state {
                case .success: Tag("success", .good)
                case .failure: Tag("failure", .bad)
                case .pending: Tag("pending")
                }
            return "\(tag) <code>\(status.name)</code> \(status.sentence)"
        case .comment(let text):
            return remark(text.split(separator: "\n").filter { !$0.hasPrefix("<") })
        }
    }

    /// What stands in a list there stands in one here.
    private static func remark(_ lines: [Substring]) -> HTML {
        let before = lines.prefix { !$0.hasPrefix("- ") }
        let items = lines.dropFirst(before.count).prefix { $0.hasPrefix("- ") }
        let after = lines.dropFirst(before.count + items.count)
        return """
            \(each(before) { "<p>\(String($0))</p>" })\
            \(when(!items.isEmpty, "<ul>\(each(items) { "<li>\(String($0.dropFirst(2)))</li>" })</ul>"))\
            \(each(after) { "<p>\(String($0))</p>" })
            """
    }

    private static func time(_ state: WriteBackPreview.Line.State) -> String {
        switch state {
        case .new: "at once"
        case .same: "stands there already"
        case .later: "in the author’s working time"
        case .removed: "never: somebody removed the comment"
        }
    }

    private var reviewers: HTML {
        """
        <p>On the page of what waits in a team, a pull request’s author, whoever is asked or suggested, and the team’s leads may \
        replace a reviewer by one who is suggested, if you let this connection ask for reviews. Its token has to be allowed to: \
        GitHub “Pull requests: write”, GitLab the scope “api” and the role Developer.</p>\
        \(ButtonForm(words: source.asksReviewers ? "Let it ask no more" : "Let it ask for reviews", path: Link.writing(source.id).path, token: formToken, fields: [("do", "reviewers"), ("reviewers", source.asksReviewers ? "" : "on")]))
        """
    }

    private var history: HTML {
        """
        <section aria-labelledby="history"><h2 id="history">What it wrote</h2>\
        \(Table("The last that was written, or could not be", columns: [.text("Pull request"), .text("How it went"), .text("Last tried (UTC)")], rows: written.map { one in
            [places[one.pullRequest]?.html ?? name(one.pullRequest.id), Self.end(of: one), "\(Days.minute(one.triedAt))"]
        }))</section>
        """
    }

    private static func end(of one: WrittenBack) -> HTML {
        let tag: Interface.Tag =
            switch one.state {
            case .written: Tag("written", .good)
            case .failed: Tag("not written", .bad)
            case .removed: Tag("removed", .bad)
            }
        return "\(tag) <code>\(one.name)</code>\(when(one.trouble) { "<br>\($0)" })"
    }
}

extension WritingPage {
    /// A pull request by its title, and where it is.
    struct Place: Component {
        private let title: String
        private let repository: String
        private let number: Int
        private let url: String?

        init(_ item: WriteBackItem) {
            (title, repository, number, url) = (item.title, item.repository, item.number, item.url)
        }

        init(_ request: PullRequest, in repository: String) {
            (title, self.repository, number, url) = (request.title, repository, request.number, request.url)
        }

        var html: HTML {
            let title = title.isEmpty ? "Without a title" : title
            let shown = url.map { Interface.Link(title, to: $0).html } ?? name(title)
            return "\(shown) <span class=\"quiet\">\(name("\(repository) #\(number)"))</span>"
        }
    }
}

/// Whether webhooks arrive, as it was just tried.
struct WebhookTestPage: Page {
    let source: SourceConnection
    let findings: [SourceCheck.Finding]

    var title: String {
        if findings.contains(where: { $0.outcome == .lacking }) { return "A webhook of \(source.name) did not arrive" }
        return findings.allSatisfy { $0.outcome == .works }
            ? "Webhooks of \(source.name) arrive" : "Our own webhook arrives; one of the tool’s was not tried"
    }
    var room: Room.ID? { "connections" }

    var content: HTML {
        """
        \(PageHead(title, lead: "Tried just now.", above: SourcePage.above("Test of the webhook")))
        <ul class="plain source">\(each(findings) { SourceCheckView.line($0) })</ul>
        <p class="form__end">\(Interface.Link("Back to \(source.name)", to: Link.source(source.id).path).button(isMain: true))</p>
        """
    }
}
