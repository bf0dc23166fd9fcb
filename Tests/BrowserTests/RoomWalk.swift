import BrowserKit
import Records
import Testing

/// What every page of the Delivery room has to be: whole, quiet, accessible, and honest about each chart.
struct RoomWalk {
    let page: BrowserPage
    let address: String
    let inspection: Inspection

    func walk(_ paths: [String]) async throws {
        for path in paths {
            for look in Look.all {
                try await page.resize(width: look.width, height: 900, scheme: look.scheme)
                try await page.open(address + path)
                #expect(page.status(of: address + path) == 200, "\(path)")
                #expect(try await inspection.overflow(of: page) <= 0, "\(path) is wider than \(look)")
                let broken = try await inspection.violations(on: page)
                #expect(broken.isEmpty, "\(path), \(look): \(broken.joined(separator: "; "))")
            }
            #expect(try await list(Self.lacking) == [], "charts of \(path)")
            #expect(try await list(Self.badWords) == [], "words of \(path)")
            for file in try await list(Self.files) { #expect(try await fetched(file) == 200, "\(file)") }
        }
    }

    /// The status of an answer, as the page itself gets it.
    func fetched(_ path: String) async throws -> Int? {
        try await page.evaluate("fetch('\(path)').then((answer) => answer.status)").int
    }

    private func list(_ script: String) async throws -> [String] {
        try await page.evaluate(script).elements.compactMap(\.text)
    }

    /// Charts without a finding, a sample, or one of the ways to check them and to take them along.
    private static let lacking = """
        [...document.querySelectorAll('main .figure')].filter((figure) => {
          const links = [...figure.querySelectorAll('a')].map((a) => a.innerText.trim());
          const title = figure.querySelector('figcaption')?.innerText.trim() ?? '';
          const isWhole = ['Explain', 'CSV', 'JSON', 'Link to this'].every((word) => links.some((link) => link.startsWith(word)));
          return title.length < 8 || !isWhole || !/From [\\d,]+/.test(figure.innerText);
        }).map((figure) => figure.id)
        """

    /// One of many, numbers that are none, and large numbers that nobody can read at a glance.
    private static let badWords = """
        (() => {
          const text = document.querySelector('main').innerText;
          const heads = [...document.querySelectorAll('h1, h2, figcaption')].map((e) => e.innerText).join('\\n');
          const many = 'days|weeks|hours|minutes|items|people|pull requests|reviews|builds|runs|bugs|incidents|services';
          return [
            ...(text.match(new RegExp(`(?<![\\\\d.,–-])1\\\\s(${many})\\\\b`, 'g')) ?? []),
            ...(text.match(/\\b(NaN|Optional\\(|undefined|inf)\\b/g) ?? []),
            ...(heads.match(/(?<![-#\\w.,])\\d{4,}(?![-\\w])/g) ?? []).filter((n) => n < 1990 || n > 2100),
          ];
        })()
        """

    private static let files = """
        [...document.querySelectorAll('main .figure a')].filter((a) => /^(CSV|JSON)/.test(a.innerText))
          .map((a) => a.getAttribute('href'))
        """
}
