/// The look as text, for documents that must carry it with them.
package enum Stylesheet {
    package static let all = Asset.stylesheet.text
}

/// One file that holds everything: a page without menu or scripts, its styles inside, that asks no server for anything.
package struct Standalone: Sendable {
    private let footer: String

    /// - Parameter footer: what made the file, when, and from what.
    package init(footer: String) {
        self.footer = footer
    }

    package func document(_ page: some Page) -> HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>\(page.title) · Tutti</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <style>\(HTML(markup: Stylesheet.all))</style>
        </head>
        <body class="standalone">
        <main id="main">
        \(page.content)
        </main>
        <footer class="colophon"><p>\(footer)</p></footer>
        </body>
        </html>

        """
    }
}
