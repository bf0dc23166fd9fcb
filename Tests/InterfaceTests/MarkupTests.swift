import Interface
import Testing

@Suite("Markup of whole pages")
struct MarkupTests {
    static let gallery = Sample.layout.document(Gallery()).text
    static let markup = Markup(gallery)

    @Test func `the reader sees what is broken`() {
        #expect(Markup("<p><b></p></b>").unbalanced.count == 2)
        #expect(Markup("<p><b title=\"x\">a</b></p><input type=\"text\" required>").unbalanced.isEmpty)
    }

    @Test func `every tag is closed in its turn`() {
        #expect(Self.markup.unbalanced == [])
    }

    @Test func `every sign of a tag belongs to one with quoted attributes`() {
        // The declaration is the one "<" that opens no element.
        #expect(Self.gallery.count { $0 == "<" } == Self.markup.tags.count + 1)
    }

    @Test func `nothing runs and nothing is styled in place`() {
        #expect(!Self.markup.tags.contains { $0.name == "style" || $0.name == "iframe" || $0.name == "object" })
        for tag in Self.markup.tags {
            #expect(!tag.has("style"))
            #expect(!tag.attributes.contains { $0.name.hasPrefix("on") }, "\(tag)")
            #expect(tag.name != "script" || tag["src"] != nil)
        }
        for address in Self.markup.values(of: "href") + Self.markup.values(of: "src") {
            #expect(!address.lowercased().contains("javascript:"))
        }
    }

    @Test func `ids are unique, and what is pointed to is there`() {
        let ids = Self.markup.values(of: "id")
        #expect(ids.count == Set(ids).count)
        let pointed =
            Self.markup.values(of: "for")
            + Self.markup.values(of: "aria-describedby").flatMap { $0.split(separator: " ").map(String.init) }
        #expect(!pointed.isEmpty)
        #expect(Set(pointed).subtracting(ids).isEmpty)
    }

    @Test func `every control has its label and every picture its words`() {
        let labelled = Set(Self.markup.values(of: "for"))
        for tag in Self.markup.tags where ["input", "select", "textarea"].contains(tag.name) && !tag.isClosing {
            #expect(tag["type"] == "hidden" || labelled.contains(tag["id"] ?? ""), "\(tag)")
        }
        for tag in Self.markup.tags where tag.name == "svg" && !tag.isClosing {
            #expect(
                tag["aria-hidden"] == "true" || (tag["role"] == "img" && tag["aria-label"]?.isEmpty == false), "\(tag)")
        }
    }

    @Test func `one h1, and no heading leaves a level out`() {
        let levels = Self.markup.tags.filter { !$0.isClosing }.compactMap {
            ["h1": 1, "h2": 2, "h3": 3, "h4": 4][$0.name]
        }
        #expect(levels.count { $0 == 1 } == 1)
        #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
    }

    @Test func `what was hostile is shown and does nothing`() {
        #expect(Self.gallery.contains("&lt;script&gt;alert(&#39;x&#39;)"))
        #expect(!Self.gallery.contains("<script>"))
    }
}
