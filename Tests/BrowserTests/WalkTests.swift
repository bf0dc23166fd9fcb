import BrowserKit
import Foundation
import Records
import TestKit
import Testing

/// Every page that a link leads to, as people with different screens, eyes and hands meet it.
@Suite("A walk through every page", .serialized)
struct WalkTests {
    @Test(.timeLimit(.minutes(10)))
    func `every page is whole, quiet and accessible, light and dark, narrow and wide`() async throws {
        let served = try await ServedHistory.start()
        defer { served.stop() }
        let browser = try Browser()
        defer { browser.close() }
        let axe = try accessibilityRules()

        let page = try await browser.page()
        let addresses = try await Crawl(start: served.server.address).everyPage(page)
        #expect(addresses.count >= 12, "the walk found only \(addresses)")
        for address in addresses {
            for look in Look.all {
                try await page.resize(width: look.width, height: 900, scheme: look.scheme)
                try await page.open(address)
                let reached = try await page.evaluate("location.href").text ?? ""
                #expect(page.status(of: reached) == 200, "\(reached) answered \(page.status(of: reached) ?? 0)")
                #expect(try await overflow(of: page) <= 0, "\(address) is wider than \(look)")
                let broken = try await violations(on: page, by: axe)
                #expect(broken.isEmpty, "\(address), \(look): \(broken.joined(separator: "; "))")
            }
        }
        #expect(page.complaints.isEmpty, "the console said \(page.complaints)")
        let foreign = page.requests.filter {
            !$0.hasPrefix(served.server.address) && !$0.hasPrefix("data:") && $0 != "about:blank"
        }
        #expect(foreign.isEmpty, "asked of other hosts: \(foreign)")
    }

    @Test(.timeLimit(.minutes(5)))
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

    @Test(.timeLimit(.minutes(5)))
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

    private struct Look: CustomStringConvertible {
        let width: Int
        let scheme: BrowserPage.Scheme

        static let all = BrowserPage.Scheme.allCases.flatMap { scheme in
            [390, 1280].map { Look(width: $0, scheme: scheme) }
        }

        var description: String { "\(width) px \(scheme.rawValue)" }
    }

    private func overflow(of page: BrowserPage) async throws -> Int {
        try await page.evaluate("document.documentElement.scrollWidth - innerWidth").int ?? .max
    }

    private func accessibilityRules() throws -> String {
        let path =
            ProcessInfo.processInfo.environment["TUTTI_AXE"]
            ?? BuiltProgram.checkout.appending(path: ".build-judges/axe.min.js").path()
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    private func violations(on page: BrowserPage, by axe: String) async throws -> [String] {
        try await page.evaluate(axe + "; 0")
        let found = try await page.evaluate(
            """
            axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
              .then(r => r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')))
            """)
        return found.elements.compactMap(\.text)
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
