import Interface
import Records

/// Choosing what is read from what a token sees: which owner, which words, which part of the list.
struct SourceChoice: Sendable {
    /// Empty for all that the token sees.
    var owner = ""
    var search = ""
    /// From 0.
    var page = 0
    /// Nil before somebody asked for the list.
    var offer: SourceOffer?

    /// So many places stand on a page.
    static let rows = 50

    /// What a button of the list sends.
    enum Step: String {
        case list = "choose"
        case next = "choose-next"
        case back = "choose-back"
    }

    var found: [SourceOffer.Place] { offer?.places(matching: search) ?? [] }

    var shown: ArraySlice<SourceOffer.Place> {
        found.dropFirst(page * Self.rows).prefix(Self.rows)
    }
}

extension SourceChoice {
    /// As the form says it; nil where none of its buttons was pressed.
    init?(_ form: Form) {
        guard let step = Step(rawValue: form["do"]) else { return nil }
        let page = Int(form["page"]) ?? 0
        (owner, search) = (form["owner"], form["search"])
        // Other words begin a list anew.
        let isSame = form["listed"] == Self.name(owner, search)
        switch step {
        case .list: self.page = 0
        case .next: self.page = isSame ? min(page + 1, 10_000) : 0
        case .back: self.page = isSame ? max(0, page - 1) : 0
        }
    }

    /// What a list was asked for by.
    static func name(_ owner: String, _ search: String) -> String { "\(owner)|\(search)" }

    mutating func take(_ offer: SourceOffer) {
        self.offer = offer
        page = min(page, max(0, (found.count - 1) / Self.rows))
    }
}

extension SourceDraft {
    /// The setting that says what is read.
    var list: SourceKind.Setting? { kind.settings.first { $0.kind == .list } }

    var chosen: ChosenPlaces { ChosenPlaces(list.flatMap { settings[$0.id] }) }

    /// Takes up what was ticked, and what no longer is, of the places that the form showed.
    mutating func takeChosen(_ form: Form) {
        guard let list else { return }
        var chosen = chosen
        for row in 0..<SourceChoice.rows {
            let place = form["shown.\(row)"]
            if place.isEmpty { continue }
            if form.isChecked("chosen.\(row)") { chosen.add(place) } else { chosen.remove(place) }
        }
        if chosen != self.chosen { settings[list.id] = chosen.text }
    }
}

/// The list to choose from, as a part of the form that connects.
struct SourceChoiceView: Component {
    let choice: SourceChoice
    let chosen: ChosenPlaces
    let kind: SourceKind
    let action: String

    private var isHub: Bool { kind.settings.contains(where: \.isApp) }

    var html: HTML {
        Details(
            "Choose from what the token sees", isOpen: choice.offer != nil,
            content: """
                <div id="choices" class="choices">\(Field(isHub ? "Of an organisation or a person" : "Of a group", name: "owner", form: "source", value: choice.owner, hint: "Left empty: all that the token sees, or where an App is installed."))\
                \(Field("With these words in the name", name: "search", form: "source", .search, value: choice.search))\
                <p>\(button(.list, "List them"))</p>\(result)</div>
                """
        ).html
    }

    private func button(_ step: SourceChoice.Step, _ words: String) -> HTML {
        """
        <button class="button button--plain" type="submit" name="do" value="\(step.rawValue)" formaction="\(href: action)#choices" formnovalidate>\(words)</button>
        """
    }

    private var result: HTML {
        guard let offer = choice.offer else { return .empty }
        if let trouble = offer.trouble { return Note(.bad, "\(trouble.sentence)").html }
        return """
            <input type="hidden" name="page" value="\(choice.page)"><input type="hidden" name="listed" value="\(SourceChoice.name(choice.owner, choice.search))">\
            <p>\(count(offer))</p>\(when(!choice.shown.isEmpty, rows))\(pages)
            """
    }

    private func count(_ offer: SourceOffer) -> String {
        let found = choice.found.count
        let all = Wording.capitalised(Wording.count(offer.places.count, "place", "places"))
        let words = choice.search.isEmpty ? "" : ", \(Wording.number(found)) with these words"
        return "\(all)\(words)\(offer.isCut ? "; there are more, which an owner’s name narrows" : "")."
    }

    private var rows: HTML {
        """
        <fieldset><legend>What is read: tick, and send the form. What is ticked stands in the list above.</legend>\
        \(each(choice.shown.enumerated()) { row($0, $1) })</fieldset>
        """
    }

    private func row(_ number: Int, _ place: SourceOffer.Place) -> HTML {
        let tags = [place.isArchived ? "archived" : nil, place.isFork ? "fork" : nil].compactMap(\.self)
        if let owner = chosen.owner(of: place.name), !chosen.has(place.name) {
            return """
                <p class="quiet">\(name(place.name)): read with all of \(name(owner))\(when(!tags.isEmpty, ", \(tags.joined(separator: ", "))"))</p>
                """
        }
        return """
            <input type="hidden" name="shown.\(number)" value="\(place.name)">\
            \(Field(place.name, name: "chosen.\(number)", form: "source", .checkbox, value: chosen.has(place.name) ? "on" : "", hint: tags.isEmpty ? nil : Wording.capitalised(tags.joined(separator: ", "))))
            """
    }

    private var pages: HTML {
        let last = (choice.found.count - 1) / SourceChoice.rows
        guard last > 0 else { return .empty }
        return """
            <p>Part \(choice.page + 1) of \(last + 1). \(when(choice.page > 0, button(.back, "Earlier names"))) \
            \(when(choice.page < last, button(.next, "Later names")))</p>
            """
    }
}
