import Interface
import Testing

@Suite("HTML")
struct HTMLTests {
    @Test(arguments: [
        ("plain", "plain"),
        ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\" onload=\"x", "&quot; onload=&quot;x"),
        ("' onload='x", "&#39; onload=&#39;x"),
        ("&amp;", "&amp;amp;"),
        ("naïve Ω 漢字 👩🏽‍🚀 שלום", "naïve Ω 漢字 👩🏽‍🚀 שלום"),
        ("e\u{301}<", "e\u{301}&lt;"),
        ("a\u{0}b\u{1b}[31mc\u{7f}", "a\u{FFFD}b\u{FFFD}[31mc\u{FFFD}"),
        ("tab\tnew\nline", "tab\tnew\nline"),
        ("", ""),
    ])
    func `text means itself`(_ plain: String, _ escaped: String) {
        let inside: HTML = "<p title=\"\(plain)\">\(plain)</p>"
        #expect(inside.text == "<p title=\"\(escaped)\">\(escaped)</p>")
        #expect(HTML(plain).text == escaped)
    }

    @Test func `markup goes into markup as it is`() {
        let inner: HTML = "<b>\("<")</b>"
        let outer: HTML = "<p>\(inner)\(inner)</p>"
        #expect(outer.text == "<p><b>&lt;</b><b>&lt;</b></p>")
    }

    @Test func `a choice between two strings is text`() {
        let words = [true, false].map { isLate -> HTML in "<p>\(isLate ? "<late>" : "soon")</p>" }
        #expect(words.map(\.text) == ["<p>&lt;late&gt;</p>", "<p>soon</p>"])
    }

    @Test func `numbers are written for machines`() {
        let html: HTML = "\(7) \(-1.5) \(1.0 / 3) \(1e-9) \(Double.infinity) \(UInt8.max)"
        #expect(html.text == "7 -1.5 0.33 0 0 255")
    }

    @Test func `each, when and attribute leave nothing behind where there is nothing`() {
        #expect(each([1, 2, 3], between: ", ") { "<i>\($0)</i>" }.text == "<i>1</i>, <i>2</i>, <i>3</i>")
        #expect(each([Int]()) { "<i>\($0)</i>" }.isEmpty)
        #expect(when(false, "<p></p>").isEmpty)
        #expect(when(String?.none, { "<p>\($0)</p>" }).text == "")
        #expect(attribute("title", nil).isEmpty)
        #expect(attribute("title", "\"").text == " title=\"&quot;\"")
    }

    @Test(arguments: [
        ("/knowledge?view=age&path=a", "/knowledge?view=age&amp;path=a"),
        ("?since=2026", "?since=2026"), ("#main", "#main"), ("https://example.org/a", "https://example.org/a"),
        ("HTTP://example.org", "HTTP://example.org"), ("mailto:team@example.org", "mailto:team@example.org"),
        ("javascript:alert(1)", "#"), ("JaVaScRiPt:alert(1)", "#"), (" javascript:alert(1)", "#"),
        ("java\nscript:alert(1)", "#"), ("data:text/html,x", "#"), ("vbscript:x", "#"), ("//evil.example", "#"),
        ("/\\evil.example", "#"), ("/\t/evil.example", "#"), ("", "#"), ("evil", "#"),
    ])
    func `an address leads to a page and runs nothing`(_ address: String, _ written: String) {
        #expect(link("x", to: address).text == "<a href=\"\(written)\">x</a>")
    }

    @Test(arguments: [
        ("`tutti check` lists <them>.", "<code>tutti check</code> lists &lt;them&gt;."),
        ("a ` alone", "a ` alone"), ("no code", "no code"), ("``", "<code></code>"), ("`a` and `b", "`a` and `b"),
    ])
    func `what stands between backticks is code`(_ text: String, _ written: String) {
        #expect(prose(text).text == written)
    }
}
