import Interface
import Records

/// The questions about an endpoint, the same for a new one and for one that there is.
struct WebhookForm: Component {
    let draft: WebhookDraft
    let teams: [Team]
    let action: String
    let isChange: Bool
    let formToken: String

    var html: HTML {
        """
        <form method="post" action="\(href: action)">\(FormToken(text: formToken))\
        \(Field("Address", name: "url", form: "webhook", .url, value: draft.url, hint: "Where events are posted to, such as https://example.org/hooks/tutti.", isRequired: true))\
        \(Field("Name", name: "name", form: "webhook", value: draft.name, hint: "What people call it. Without one, its host."))\
        <fieldset class="question"><legend>Of what it is told</legend><p class="field__hint">Nothing chosen means everything, what will be added later too.</p>\
        \(each(OutgoingEvent.Kind.chosen) { kind in
            Field(kind.rawValue, name: kind.rawValue, form: "webhook", .checkbox, value: draft.types.contains(kind.rawValue) ? "on" : "", hint: Wording.capitalised(kind.words) + ".").html
        })</fieldset>\
        \(Field("Of whom", name: "team", form: "webhook", .select([.init("Everybody", value: "")] + teams.map { .init("\($0.title) alone, with its parts", value: $0.name) }), value: draft.team))\
        <p class="form__end"><button class="button\(when(isChange, " button--plain"))" type="submit">\(isChange ? "Keep" : "Add the endpoint")</button></p></form>
        """
    }
}
