import Interface
import Records
import Store

/// A connected source on the Connections page: what it reads and how it does. The live update sends the same state.
struct SourceCard: Component {
    let row: SourceRow
    /// The reader may change it.
    let isAdministrator: Bool
    let formToken: String

    /// What the page listens to.
    static func topic(_ id: SourceConnection.ID) -> String { "source-\(id)" }

    var html: HTML {
        let topic = Self.topic(row.id)
        return """
            <section class="connection"><h2>\(title)</h2>\
            <p>\(row.kind.title): \(what)</p>\
            \(LiveRegion(from: Link.events(topic).path, event: topic, content: Self.state(of: row)))\
            \(when(isAdministrator, actions))</section>
            """
    }

    private var title: HTML {
        isAdministrator
            ? "<a href=\"\(href: Link.source(row.id).path)\">\(Interface.name(row.name))</a>" : Interface.name(row.name)
    }

    /// What it reads, in its own words.
    private var what: HTML {
        let address = row.kind.settings.first { $0.kind == .address }.flatMap { row.settings[$0.id] } ?? ""
        let list = row.kind.settings.first { $0.kind == .list }.flatMap { row.settings[$0.id] } ?? ""
        let names = list.split(whereSeparator: \.isNewline).map(String.init)
        let shown = names.prefix(3).joined(separator: ", ")
        let more = names.count > 3 ? " and \(names.count - 3) more" : ""
        return "\(shown.isEmpty ? "all that its token sees" : shown + more) at <code>\(Interface.name(address))</code>"
    }

    private var actions: HTML {
        let place = Link.source(row.id).path
        let isPaused = row.state == .paused || row.state == .disabled
        return """
            <p class="form__end">\
            \(when(!isPaused, ButtonForm(words: "Read now", path: place + "/sync", token: formToken, subject: row.name).html))\
            \(ButtonForm(words: isPaused ? "Resume" : "Pause", path: place + "/pausing", token: formToken, fields: [("paused", isPaused ? "" : "on")], subject: row.name))\
            \(Interface.Link("Change", to: place))</p>
            """
    }
}

extension SourceCard {
    /// How a source does: the part that changes while somebody looks.
    static func state(of row: SourceRow) -> HTML {
        """
        <div class="source"><p>\(tag(row)) \(sentence(row))</p>\(DefinitionList(facts(row)))\(missing(row))\(errors(row))</div>
        """
    }

    private static func tag(_ row: SourceRow) -> Interface.Tag {
        switch row.state {
        case .active where row.sync.endedAt == nil: Interface.Tag("first reading")
        case .active: Interface.Tag("reading", .good)
        case .paused: Interface.Tag("paused")
        case .failing: Interface.Tag("tried again", .bad)
        case .disabled: Interface.Tag("needs you", .bad)
        case .closed: Interface.Tag("removed")
        }
    }

    private static func sentence(_ row: SourceRow) -> String {
        if let trouble = row.trouble { return trouble }
        switch row.state {
        case .paused: return "Somebody paused it: nothing is asked."
        case .closed: return "It is not read any more; what it told stays."
        default: break
        }
        guard row.sync.readings > 0 else { return "It is read for the first time in a moment." }
        if row.progress.through < row.sync.readings, row.sync.endedAt == nil {
            return
                "The history is being read: \(row.progress.through) of \(row.sync.readings) lists are through. What is open comes first."
        }
        return row.sync.missing.isEmpty ? "Everything it may read is read." : "Some of it could not be read; see below."
    }

    private static func facts(_ row: SourceRow) -> [(name: String, value: HTML)] {
        let sync = row.sync
        var facts: [(name: String, value: HTML)] = [
            ("Last good reading", "\(sync.endedAt.map { "\(Days.minute($0)) UTC" } ?? "none yet")")
        ]
        if row.state == .active || row.state == .failing {
            facts.append(("Next", "\(sync.nextAt == 0 ? "in a moment" : "\(Days.minute(sync.nextAt)) UTC")"))
        }
        facts.append(
            (
                "Still to ask",
                "\(row.progress.waiting == 0 ? "nothing" : count(row.progress.waiting, "question"))"
            ))
        if sync.endedAt != nil {
            facts.append(
                (
                    "Last time",
                    "\(count(sync.calls, "question")), \(count(sync.answers, "new answer"))"
                ))
        }
        if !sync.limits.isEmpty {
            let words = sync.limits.map { limit in
                "\(Format.number(Int(limit.left)))" + (limit.of.map { " of \(Format.number(Int($0)))" } ?? "")
            }
            facts.append(("Questions left", "\(words.joined(separator: ", "))"))
        }
        facts.append(("Webhooks", "\(webhooks(row.inbox))"))
        return facts
    }

    /// Figures stand below figures here, so that none is a word.
    private static func count(_ number: Int, _ thing: String) -> String {
        "\(Format.number(number)) \(thing)\(number == 1 ? "" : "s")"
    }

    private static func webhooks(_ inbox: InboxState) -> String {
        guard let last = inbox.lastAt else { return "none arrived yet" }
        var words = ["the last at \(Days.minute(last / 1000)) UTC"]
        if inbox.waiting > 0 { words.append("\(inbox.waiting) waiting") }
        if inbox.dead > 0 { words.append("\(inbox.dead) given up") }
        return words.joined(separator: ", ")
    }

    private static func missing(_ row: SourceRow) -> HTML {
        guard !row.sync.missing.isEmpty else { return .empty }
        let lines = row.sync.missing.sorted { $0.key < $1.key }
        return Details(
            "\(Wording.capitalised(Wording.count(lines.count, "list", "lists"))) could not be read",
            content: "<ul class=\"plain\">\(each(lines) { "<li>\(Interface.name($0.key)): \($0.value)</li>" })</ul>"
        ).html
    }

    private static func errors(_ row: SourceRow) -> HTML {
        guard !row.errors.isEmpty else { return .empty }
        return Details(
            row.errors.count == 1 ? "The last trouble" : "The last \(Format.number(row.errors.count)) troubles",
            content: Table(
                "Troubles of \(row.name)", columns: [.text("When (UTC)"), .text("What")],
                rows: row.errors.map { error in
                    [
                        "\(Days.minute(error.happenedAt))",
                        "\(error.sentence)\(when(error.address) { " <code>\(Interface.name($0))</code>" })",
                    ]
                }
            ).html
        ).html
    }
}

extension Link {
    static func source(_ id: SourceConnection.ID) -> Link { Link("connections", id) }
    static func newSource(_ kind: String) -> Link { Link("connections", "new", kind) }
}
