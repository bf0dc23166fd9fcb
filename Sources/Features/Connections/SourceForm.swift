import Interface
import Records

/// The questions about a source, drawn from what its kind declares.
struct SourceForm: Component {
    let draft: SourceDraft
    /// Secrets that were pasted already, sealed: they never come back in the clear.
    let kept: String?
    let check: SourceCheck?
    var choice = SourceChoice()
    let action: String
    /// The source is there already.
    let isChange: Bool
    let formToken: String

    var html: HTML {
        """
        \(when(check) { SourceCheckView(check: $0).html })\
        <form method="post" action="\(href: action)">\(FormToken(text: formToken))\
        \(when(kept) { "<input type=\"hidden\" name=\"kept\" value=\"\($0)\">" })\
        \(each(draft.kind.settings.filter { !$0.isApp }) { setting in "\(field(setting).html)\(when(setting.kind == .list, choices))" })\(when(!app.isEmpty, inPlace.html))\
        \(Field("Name", name: "name", form: "source", value: draft.name, hint: "What people here call it. Left empty, it is named after what it reads.", error: draft.errors["name"]))\
        <p class="form__end"><button class="button" type="submit" name="do" value="save">\(isChange ? "Check and save" : "Check and connect")</button> \
        <button class="button button--plain" type="submit" name="do" value="check">Only check</button>\(when(mayGoOn, anyway))</p></form>
        """
    }

    private var choices: HTML {
        SourceChoiceView(choice: choice, chosen: draft.chosen, kind: draft.kind, action: action).html
    }

    private var app: [SourceKind.Setting] { draft.kind.settings.filter(\.isApp) }

    /// What few have in place of a token; open where it is used, or wrong.
    private var inPlace: Details {
        let isOpen = app.contains { draft.errors[$0.id] != nil || draft.settings[$0.id]?.isEmpty == false }
        return Details("An App in place of a token", isOpen: isOpen, content: each(app) { field($0).html })
    }

    /// What lacks may be what nobody needs; a tool that takes no token at all is no use.
    private var mayGoOn: Bool { check.map { !$0.isGood && $0.trouble == nil } ?? false }

    private var anyway: HTML {
        " <button class=\"button button--plain\" type=\"submit\" name=\"do\" value=\"anyway\">\(isChange ? "Save" : "Connect") without what it lacks</button>"
    }

    private func field(_ setting: SourceKind.Setting) -> Field {
        Field(
            setting.title, name: setting.id, form: "source", control(setting),
            value: setting.isOpen ? draft.settings[setting.id] ?? "" : "", hint: hint(setting),
            error: draft.errors[setting.id], isRequired: setting.isRequired && (setting.isOpen || !isKept))
    }

    private var isKept: Bool { kept != nil || isChange }

    private func hint(_ setting: SourceKind.Setting) -> String {
        guard !setting.isOpen, isKept else { return setting.hint }
        return setting.hint + (kept != nil ? " Left empty: as you pasted it." : " Left empty: as it is.")
    }

    private func control(_ setting: SourceKind.Setting) -> Field.Control {
        switch setting.kind {
        case .address: .url
        case .secret: .secret
        case .text: .text
        case .list: .lines
        case .key: .secretLines
        }
    }
}

/// What a token may read and what it lacks, line by line.
struct SourceCheckView: Component {
    let check: SourceCheck

    var html: HTML {
        """
        <section aria-labelledby="check" aria-live="polite"><h2 id="check">\(title)</h2>\
        \(when(check.trouble) { Note(.bad, "\($0.sentence)").html })\
        \(when(!check.findings.isEmpty, "<ul class=\"plain source\">\(each(check.findings) { Self.line($0) })</ul>"))</section>
        """
    }

    private var title: String {
        if check.trouble != nil { return "Nothing could be found out" }
        let lacking = check.findings.count { $0.outcome == .lacking }
        guard lacking > 0 else { return "The token may read everything that is needed" }
        return "The token lacks \(Wording.count(lacking, "thing", "things"))"
    }

    static func line(_ finding: SourceCheck.Finding) -> HTML {
        "<li>\(tag(finding.outcome)) <strong>\(finding.title)</strong><br>\(finding.sentence)</li>"
    }

    private static func tag(_ outcome: SourceCheck.Finding.Outcome) -> Interface.Tag {
        switch outcome {
        case .works: Interface.Tag("yes", .good)
        case .absent: Interface.Tag("not there")
        case .lacking: Interface.Tag("no", .bad)
        }
    }
}
