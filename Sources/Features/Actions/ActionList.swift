import Interface
import Records

/// Topics and actions, each with its state and the steps that the reader may take.
struct ActionList: Component {
    let actions: [TeamAction]
    let circle: ActionCircle
    let formToken: String
    /// Where a step leads back to: `actions`, or a round's id.
    let back: String

    var html: HTML {
        guard !actions.isEmpty else { return .empty }
        return "<ul class=\"plain\">\(each(actions) { item($0) })</ul>"
    }

    private func item(_ action: TeamAction) -> HTML {
        let late = action.isOverdue(on: circle.day(of: action.team))
        return """
            <li class="card" id="action-\(action.id)"><p>\(Interface.Tag(action.state.rawValue, kind(action)).html) \
            \(when(late, "\(Interface.Tag("overdue", .bad).html) "))<b>\(name(action.title))</b></p>\
            <p class="quiet">\(facts(action))</p>\(when(action.state.isOpen, steps(action)))</li>
            """
    }

    private func kind(_ action: TeamAction) -> Interface.Tag.Kind { action.state == .done ? .good : .plain }

    private func facts(_ action: TeamAction) -> String {
        var facts = [circle.title(of: action.team)]
        if action.state != .topic { facts.append("owner: \(circle.name(of: action.owner))") }
        if let due = action.due { facts.append("until \(Days.long(due))") }
        if action.redated > 0 {
            facts.append("put off \(action.redated == 1 ? "once" : "\(Wording.number(action.redated)) times")")
        }
        if !action.reason.isEmpty { facts.append("dropped: \(action.reason)") }
        return facts.joined(separator: " · ")
    }

    private func steps(_ action: TeamAction) -> HTML {
        let isOwn = action.owner == circle.member
        return """
            <div class="form__end">\
            \(when(isOwn && action.state == .proposed, button("I take it", "accept", action)))\
            \(when(isOwn && action.state == .accepted, button("I have begun", "begin", action)))\
            \(button(action.state == .topic ? "Talked about" : "Done", "finish", action))</div>\
            \(Details(action.state == .topic ? "Make it an action" : "Change it", content: plan(action)).html)
            """
    }

    private func button(_ words: String, _ step: String, _ action: TeamAction) -> HTML {
        ButtonForm(
            words: words, path: Link.actionSteps(action.id).path, token: formToken,
            fields: [("step", step), ("back", back)], subject: action.title
        ).html
    }

    private func plan(_ action: TeamAction) -> HTML {
        let form = "action-\(action.id)"
        let people = circle.owners[action.team ?? ""] ?? []
        return """
            <form method="post" action="\(href: Link.actionSteps(action.id).path)">\(FormToken(text: formToken))\
            <input type="hidden" name="step" value="plan"><input type="hidden" name="back" value="\(back)">\
            \(Field("Owner", name: "owner", form: form, .select(people.map { .init($0.name, value: $0.id) }), value: action.owner ?? circle.member))\
            \(Field("Until", name: "due", form: form, .date, value: action.due?.text ?? "", isRequired: true))\
            <p class="form__end"><button class="button button--plain" type="submit">\(action.state == .topic ? "Make it an action" : "Change it")</button></p></form>\
            <form method="post" action="\(href: Link.actionSteps(action.id).path)">\(FormToken(text: formToken))\
            <input type="hidden" name="step" value="drop"><input type="hidden" name="back" value="\(back)">\
            \(Field("Why it is dropped", name: "reason", form: form, isRequired: true))\
            <p class="form__end"><button class="button button--plain" type="submit">Drop it</button></p></form>
            """
    }
}
