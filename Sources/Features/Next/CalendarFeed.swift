import Foundation

/// What is due, as a calendar that other programs subscribe to (RFC 5545).
///
/// A moment blocks nobody's time and rings no bell: what is due stays an offer.
struct CalendarFeed {
    let things: [NextThing]
    /// Stands before paths of this server: `https://tutti.example.org`.
    let origin: String
    let name: String
    /// Seconds since 1970.
    let now: Int64

    var text: String {
        let lines =
            [
                "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tutti//Next//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
                "X-WR-CALNAME:\(Self.escaped(name))", "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
            ] + things.flatMap(event) + ["END:VCALENDAR"]
        return lines.map(Self.folded).joined(separator: "\r\n") + "\r\n"
    }

    private func event(_ thing: NextThing) -> [String] {
        guard let due = thing.due else { return [] }
        let address = thing.url.hasPrefix("/") ? origin + thing.url : thing.url
        return [
            "BEGIN:VEVENT", "UID:\(Self.name(thing.id))@tutti", "DTSTAMP:\(Self.instant(now))",
            // Without an end it is over when it begins; an end at the same instant is against the rules.
            "DTSTART:\(Self.instant(due))", "TRANSP:TRANSPARENT", "CLASS:PRIVATE",
            "SUMMARY:\(Self.escaped("\(thing.kind.verb): \(thing.title) (\(thing.place))"))",
            "DESCRIPTION:\(Self.escaped("It is due at this time: \(thing.why).\n\(address)"))", "URL:\(address)",
            "END:VEVENT",
        ]
    }

    /// Letters and digits alone, the same for the same thing.
    static func name(_ id: String) -> String {
        Data(id.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// "20261121T160000Z".
    static func instant(_ seconds: Int64) -> String {
        Days.instant(seconds).replacing("-", with: "").replacing(":", with: "")
    }

    static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing(";", with: "\\;").replacing(",", with: "\\,")
            .replacing("\r\n", with: "\\n").replacing("\n", with: "\\n").replacing("\r", with: "\\n")
    }

    /// At most 75 bytes a line, broken between characters; what goes on begins with a space.
    static func folded(_ line: String) -> String {
        var (lines, current, size) = ([String](), "", 0)
        for character in line {
            let bytes = String(character).utf8.count
            if size + bytes > 75 {
                lines.append(current)
                (current, size) = (" ", 1)
            }
            current.append(character)
            size += bytes
        }
        return (lines + [current]).joined(separator: "\r\n")
    }
}
