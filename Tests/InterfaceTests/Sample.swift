import Interface

/// What tests draw around their pages.
enum Sample {
    static let rooms = [
        Room("Today", id: "today", href: "/"),
        Room("Knowledge", id: "knowledge", href: "/knowledge"),
        Room("Pulse", id: "pulse", href: "/pulse", waiting: Room.Waiting(1, words: "open")),
    ]

    static let place = Layout.Place("payments-api", detail: "7 people · 1,204 files", href: "/repositories/1")

    static let layout = Layout(
        rooms: rooms, place: place, version: "0.1.0", stored: "Everything stays on this machine.")
}
