import Interface
import Testing

@Suite("Layout")
struct LayoutTests {
    private struct Plain: Page {
        let title = "A & B"
        let room: Room.ID? = "knowledge"
        let content: HTML = "<h1>A &amp; B</h1>"
    }

    private struct Live: Page {
        let title = "Import"
        let content: HTML = "<h1>Import</h1>"
        let scripts = [Asset.liveRegion]
    }

    @Test func `stands around a page`() throws {
        // The stylesheet's name changes with every rule in it; the golden file is about the markup.
        let text = Sample.layout.document(Plain()).text
            .replacing(Asset.stylesheet.hash, with: "HASH").replacing(Asset.icon.hash, with: "HASH")
        try Golden.expect(text, "layout.html")
    }

    @Test func `marks the room one is in, and no other`() {
        let text = Sample.layout.document(Plain()).text
        #expect(text.contains("<a href=\"/knowledge\" aria-current=\"page\">Knowledge</a>"))
        #expect(text.ranges(of: "aria-current").count == 1)
        #expect(!Sample.layout.document(Live()).text.contains("aria-current"))
    }

    @Test func `loads a script only for a page that lives`() {
        #expect(!Sample.layout.document(Plain()).text.contains("<script"))
        let live = Sample.layout.document(Live()).text
        #expect(live.contains("<script type=\"module\" src=\"\(Asset.liveRegion.path)\"></script>"))
    }

    @Test func `a problem page says what to do`() {
        let page = ProblemPage(
            status: 404, title: "There is no such file", detail: "It may have been renamed.",
            step: Link("See all files", to: "/files"),
            request: "a1b2")
        let text = Sample.layout.document(page).text
        for part in ["There is no such file", "It may have been renamed.", "href=\"/files\"", "Status 404", "a1b2"] {
            #expect(text.contains(part))
        }
    }

    @Test func `a standalone document asks nobody for anything`() {
        let text = Standalone(footer: "Made by tutti report.").document(Plain()).text
        #expect(text.contains(Stylesheet.all))
        #expect(!text.contains("<script") && !text.contains("<link") && !text.contains("/assets/"))
        #expect(text.contains("Made by tutti report."))
    }
}
