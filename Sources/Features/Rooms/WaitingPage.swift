import Interface
import Records

/// A room whose numbers are not there yet: how far the reading is, or why it stopped.
struct WaitingPage: Page {
    let row: ConnectionsPage.Row
    let roomID: Room.ID

    var title: String {
        if row.repository.head == nil, row.commits == 0, case .finished = row.state {
            return "\(row.repository.name) has no commits yet"
        }
        return "\(row.repository.name) is being read"
    }
    var room: Room.ID? { roomID }
    var scripts: [Asset] { [.liveRegion] }

    var content: HTML {
        """
        \(PageHead(title, lead: "Here you will see what holds this repository's knowledge together, and where it is thin."))
        \(ConnectionCard(row: row))
        \(EmptyState("Nothing to show yet", text: "The numbers come with the first commits, and as soon as they are counted.", step: Link.connections.anchor("See how far it is").html))
        """
    }
}
