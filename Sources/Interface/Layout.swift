/// What stands around every page: menu, the place one is in, landmarks, footer.
package struct Layout: Sendable {
    /// The repository or team that the pages speak of.
    package struct Place: Sendable {
        package let title: String
        package let detail: String
        package let href: String

        package init(_ title: String, detail: String, href: String) {
            self.title = title
            self.detail = detail
            self.href = href
        }
    }

    private let rooms: [Room]
    private let place: Place?
    private let home: String
    private let version: String
    private let stored: String
    private let you: String?
    private let notice: String?

    /// - Parameters:
    ///   - rooms: the menu, in order; only rooms that exist.
    ///   - home: where the name of the product leads.
    ///   - version: the running version, for the footer.
    ///   - stored: a sentence on what is kept and where, for the footer.
    ///   - you: where readers see what concerns themselves, their sign-in above all.
    ///   - notice: what holds for everything on every page: that it is invented, say.
    package init(
        rooms: [Room], place: Place? = nil, home: String = "/", version: String, stored: String, you: String? = nil,
        notice: String? = nil
    ) {
        self.rooms = rooms
        self.place = place
        self.home = home
        self.version = version
        self.stored = stored
        self.you = you
        self.notice = notice
    }

    /// The whole document, ready to be sent.
    package func document(_ page: some Page) -> HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>\(page.title) · Tutti</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <link rel="icon" type="image/svg+xml" href="\(href: Asset.icon.path)">
        <link rel="stylesheet" href="\(href: Asset.stylesheet.path)">
        \(each(page.scripts) { "<script type=\"module\" src=\"\(href: $0.path)\"></script>\n" })</head>
        <body>
        <a class="skip" href="#main">Skip to the page</a>
        \(when(notice) { "<p class=\"notice\" role=\"note\">\($0)</p>\n" })\
        <div class="page">
        \(menu(current: page.room))
        <div class="sheet">
        <main id="main" tabindex="-1">
        \(page.content)
        </main>
        \(footer)
        </div>
        </div>
        </body>
        </html>

        """
    }

    private func menu(current: Room.ID?) -> HTML {
        """
        <header class="rooms">
        <a class="brand" href="\(href: home)">t<b>u</b>tt<i>i</i></a>
        \(when(place) { box($0) })
        <nav aria-label="Rooms"><ul>
        \(each(rooms, between: "\n") { entry($0, isCurrent: $0.id == current) })
        </ul></nav>
        </header>
        """
    }

    private func box(_ place: Place) -> HTML {
        """
        <a class="place" href="\(href: place.href)">\(name(place.title))<span class="place__detail">\(place.detail)</span></a>
        """
    }

    private func entry(_ room: Room, isCurrent: Bool) -> HTML {
        """
        <li><a href="\(href: room.href)"\(when(isCurrent, " aria-current=\"page\""))>\(room.title)\(when(room.waiting) {
            " <span class=\"count\">\($0.count)<span class=\"unseen\"> \($0.words)</span></span>"
        })</a></li>
        """
    }

    private var footer: HTML {
        """
        <footer class="colophon"><p>Tutti \(version)</p><p>\(stored)</p>\
        \(when(you) { "<p>\(link("You", to: $0))</p>" })</footer>
        """
    }
}
