import BrowserKit
import Foundation
import Records
import TestKit
import Testing

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

extension Inspection {
    /// The page that is open, in every look, without loading it again: many of these answer a form.
    func everyLook(of page: BrowserPage, _ name: String) async throws {
        for look in Look.all {
            try await page.resize(width: look.width, height: 900, scheme: look.scheme)
            #expect(try await overflow(of: page) <= 0, "\(name) is wider than \(look)")
            let broken = try await violations(on: page)
            #expect(broken.isEmpty, "\(name), \(look): \(broken.joined(separator: "; "))")
        }
    }
}

extension BrowserPage {
    /// Fills in a form and sends it, as somebody would, and waits for the answer.
    ///
    /// - Parameters:
    ///   - path: where the answer is; nil where it does not matter.
    ///   - button: by which it is sent.
    func send(
        _ fields: [String: String], on path: String? = nil, within form: String, by button: String = "[type=submit]"
    ) async throws {
        try await evaluate("globalThis.isBefore = true")
        for (name, value) in fields {
            try await evaluate("document.querySelector(\"\(form) [name='\(name)']\").value = '\(value)'")
        }
        try await evaluate("document.querySelector(\"\(form) \(button)\").click()")
        try await until("the answer to \(form)") {
            let isThere = try? await evaluate("!globalThis.isBefore && document.readyState === 'complete'")
            return isThere == .bool(true)
        }
        if let path { #expect(try await evaluate("location.pathname").text == path) }
    }
}
