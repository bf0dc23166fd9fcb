import Interface
import Testing

@Suite("Assets")
struct AssetTests {
    @Test(arguments: Asset.all)
    func `carries its content and a name that changes with it`(_ asset: Asset) {
        #expect(asset.bytes.count > 100)
        #expect(asset.hash.count == 16 && asset.path.contains(asset.hash))
        #expect(asset.path.wholeMatch(of: /\/assets\/[a-z-]+\.[0-9a-f]{16}\.(css|js|svg)/) != nil)
    }

    @Test func `the names differ`() {
        #expect(Set(Asset.all.map(\.path)).count == Asset.all.count)
    }

    @Test func `the stylesheet asks nobody for anything and closes what it opens`() {
        let css = Stylesheet.all
        #expect(!css.contains("url(") && !css.contains("@import") && !css.contains("</"))
        #expect(css.count { $0 == "{" } == css.count { $0 == "}" })
    }

    @Test func `every class in the gallery has a rule`() {
        let unstyled = Set(Markup(Gallery().content.text).values(of: "class").flatMap { $0.split(separator: " ") })
            .filter { !Stylesheet.all.contains(".\($0)") }
        #expect(unstyled.isEmpty)
    }

    @Test func `every variable in use has a value in light and in dark`() {
        let used = Set(Stylesheet.all.matches(of: /var\((--[a-z0-9-]+)\)/).map { String($0.1) })
        let defined = Set(Stylesheet.all.matches(of: /(--[a-z0-9-]+):/).map { String($0.1) })
        #expect(used.subtracting(defined).isEmpty)
        #expect(Tokens.light.keys.sorted() == Tokens.dark.keys.sorted())
    }
}
