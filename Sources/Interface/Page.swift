/// A page: a struct of plain values that already holds everything it shows.
package protocol Page: Sendable {
    /// The page's finding, or what it is; the browser's title, and mostly the `<h1>`.
    var title: String { get }

    /// The room in whose menu entry the page stands; nil for pages outside every room.
    var room: Room.ID? { get }

    /// What goes into `<main>`, its `<h1>` included.
    var content: HTML { get }

    /// The scripts that keep this page live. It must be complete without them.
    var scripts: [Asset] { get }
}

extension Page {
    package var room: Room.ID? { nil }
    package var scripts: [Asset] { [] }
}
