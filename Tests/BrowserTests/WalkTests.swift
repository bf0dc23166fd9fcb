import BrowserKit
import Foundation
import Records
import TestKit
import Testing

/// Every page that a link leads to, as people with different screens, eyes and hands meet it.
@Suite("A walk through every page", .serialized)
struct WalkTests {
    @Test(.timeLimit(.minutes(40)))
    func `every page is whole, quiet and accessible, light and dark, narrow and wide`() async throws {
        let served = try await ServedHistory.start()
        defer { served.stop() }
        let browser = try Browser()
        defer { browser.close() }
        let inspection = try Inspection()

        let page = try await browser.page()
        let addresses = try await Crawl(start: served.server.address).everyPage(page)
        #expect(addresses.count >= 12, "the walk found only \(addresses)")
        for address in addresses {
            for look in Look.all {
                try await page.resize(width: look.width, height: 900, scheme: look.scheme)
                try await page.open(address)
                let reached = try await page.evaluate("location.href").text ?? ""
                #expect(page.status(of: reached) == 200, "\(reached) answered \(page.status(of: reached) ?? 0)")
                #expect(try await inspection.overflow(of: page) <= 0, "\(address) is wider than \(look)")
                let broken = try await inspection.violations(on: page)
                #expect(broken.isEmpty, "\(address), \(look): \(broken.joined(separator: "; "))")
            }
        }
        #expect(page.complaints.isEmpty, "the console said \(page.complaints)")
        let foreign = page.requests.filter {
            !$0.hasPrefix(served.server.address) && !$0.hasPrefix("data:") && $0 != "about:blank"
        }
        #expect(foreign.isEmpty, "asked of other hosts: \(foreign)")
    }

    @Test(.timeLimit(.minutes(40)))
    func `the keyboard alone reaches every link and control, and focus is seen`() async throws {
        let served = try await ServedHistory.start()
        defer { served.stop() }
        let browser = try Browser()
        defer { browser.close() }
        let page = try await browser.page()
        for address in try await Crawl(start: served.server.address).everyPage(page) {
            try await page.resize(width: 1280, height: 900)
            try await page.open(address)
            let wanted = try await page.evaluate(Self.reachable).int ?? 0
            try await page.evaluate("globalThis.met = new Set(); globalThis.hidden = []")
            for _ in 0..<wanted + 2 {
                try await page.press("Tab", code: 9)
                try await page.evaluate(Self.noteFocus)
            }
            #expect(try await page.evaluate("met.size").int == wanted, "\(address)")
            #expect(try await page.evaluate("hidden.length").int == 0, "focus cannot be seen on \(address)")
        }
    }

    @Test(.timeLimit(.minutes(40)))
    func `with scripts off every page says the same`() async throws {
        let served = try await ServedHistory.start()
        defer { served.stop() }
        let browser = try Browser()
        defer { browser.close() }
        let page = try await browser.page()
        let addresses = try await Crawl(start: served.server.address).everyPage(page)
        for address in addresses {
            try await page.scripts(true)
            try await page.open(address)
            let with = try await page.evaluate("document.querySelector('main').innerText.replace(/\\s+/g, ' ')").text
            try await page.scripts(false)
            try await page.open(address)
            try await page.scripts(true)
            let without = try await page.evaluate("document.querySelector('main').innerText.replace(/\\s+/g, ' ')").text
            #expect(with == without, "\(address)")
        }
    }

    private static let reachable = """
        [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])')]
          .filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.disabled).length
        """

    private static let noteFocus = """
        (() => {
          const e = document.activeElement;
          if (!e || e === document.body || met.has(e)) return;
          met.add(e);
          const style = getComputedStyle(e);
          const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
          if (!seen) hidden.push(e.outerHTML.slice(0, 120));
        })()
        """
}
