import BrowserKit
import Foundation
import Records
import TestKit

/// A screen and a taste in which every page has to be good.
struct Look: CustomStringConvertible {
    let width: Int
    let scheme: BrowserPage.Scheme

    static let all = BrowserPage.Scheme.allCases.flatMap { scheme in
        [390, 1280].map { Look(width: $0, scheme: scheme) }
    }

    var description: String { "\(width) px \(scheme.rawValue)" }
}

/// What can be wrong with a page whoever reads it.
struct Inspection {
    private let axe: String

    init() throws {
        let path =
            ProcessInfo.processInfo.environment["TUTTI_AXE"]
            ?? BuiltProgram.checkout.appending(path: ".build-judges/axe.min.js").path()
        axe = try String(contentsOfFile: path, encoding: .utf8)
    }

    /// By how many pixels the page is wider than the window.
    func overflow(of page: BrowserPage) async throws -> Int {
        try await page.evaluate("document.documentElement.scrollWidth - innerWidth").int ?? .max
    }

    /// What WCAG 2.2 AA forbids.
    func violations(on page: BrowserPage) async throws -> [String] {
        try await page.evaluate(axe + "; 0")
        let found = try await page.evaluate(
            """
            axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
              .then(r => r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')))
            """)
        return found.elements.compactMap(\.text)
    }
}
