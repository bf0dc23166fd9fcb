import Interface
import Records

/// What waits for a member, as a feed that readers of news fetch (RFC 4287).
///
/// What became the member's turn within an hour is one entry, so that nobody hears of more than one an hour; and what
/// did so outside working or in quiet hours waits until they are over (the fifth promise: no message at night).
struct NewsFeed {
    let things: [NextThing]
    /// Stands before paths of this server: `https://tutti.example.org`.
    let origin: String
    let name: String
    let times: NewsTimes
    /// Seconds since 1970.
    let now: Int64

    private struct Entry {
        let at: Int64
        let things: [NextThing]
    }

    private var entries: [Entry] {
        let told = things.flatMap { thing in
            ([thing.since] + (thing.remindedAt ?? [])).compactMap { times.first(notBefore: $0) }.map { ($0, thing) }
        }.filter { $0.0 <= now }
        let byHour = Dictionary(grouping: told) { $0.0 / 3600 }
        return byHour.values.map { part in Entry(at: part.map(\.0).max() ?? now, things: Self.once(part.map(\.1))) }
            .sorted { $0.at > $1.at }
    }

    /// A reminder that falls into the hour of its news is no second line.
    private static func once(_ things: [NextThing]) -> [NextThing] {
        var seen: Set<String> = []
        return things.filter { seen.insert($0.id).inserted }
    }

    var text: String {
        let entries = entries
        let updated = entries.first?.at ?? 0
        let feed: HTML = """
            <feed xmlns="http://www.w3.org/2005/Atom"><id>\(origin)/today</id><title>\(name)</title>\
            <subtitle>What waits for you in Tutti. You subscribed to it; take the address back on your page to stop it.</subtitle>\
            <updated>\(Days.instant(updated))</updated><link href="\(origin)/today"/>\
            \(each(entries, draw))</feed>
            """
        // XML knows no control characters, however they are written.
        let document = feed.text.filter { $0 == "\n" || $0 >= " " }
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + document + "\n"
    }

    private func draw(_ entry: Entry) -> HTML {
        let title =
            entry.things.count == 1
            ? "\(entry.things[0].kind.verb): \(entry.things[0].title)"
            : "\(Wording.capitalised(Wording.number(entry.things.count))) things wait for you"
        return """
            <entry><id>\(origin)/today#\(entry.at / 3600)</id><title>\(title)</title><updated>\(Days.instant(entry.at))</updated>\
            <author><name>Tutti</name></author><link href="\(origin)/today"/>\
            <content type="text">\(entry.things.map(line).joined(separator: "\n"))</content></entry>
            """
    }

    private func line(_ thing: NextThing) -> String {
        let address = thing.url.hasPrefix("/") ? origin + thing.url : thing.url
        return "\(thing.kind.verb): \(thing.title) (\(thing.place)), because \(thing.why). \(address)"
    }
}
