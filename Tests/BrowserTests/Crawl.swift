import BrowserKit
import Records

/// Finds every page by following links, as a visitor would.
struct Crawl {
    let start: String

    /// Addresses in the order in which they were met. Of pages that differ only in one choice of a long list, at most
    /// three are visited: a hundred files' pages are one page.
    func everyPage(_ page: BrowserPage) async throws -> [String] {
        var met = [start + "/"]
        var perShape: [String: Int] = [:]
        var next = 0
        while next < met.count {
            try await page.open(met[next])
            next += 1
            let links = try await page.evaluate("[...document.links].map(a => a.href.replace(/#.*/, ''))")
            for link in links.elements.compactMap(\.text) where isPage(link) && !met.contains(link) {
                let shape = shape(of: link)
                perShape[shape, default: 0] += 1
                if perShape[shape, default: 0] <= 3 { met.append(link) }
            }
        }
        return met
    }

    private func isPage(_ link: String) -> Bool {
        let place = link.prefix { $0 != "?" }
        let isFile = [".csv", ".json", ".md", "/text"].contains { place.hasSuffix($0) }
        return link.hasPrefix(start + "/") && !link.contains("/api/") && !link.contains("/assets/") && !isFile
            && !link.contains("format=")
    }

    /// The address without the values of choices that may be anything. What a team or a timeframe changes, it changes
    /// on every page alike: of those a few stand for all.
    private func shape(of link: String) -> String {
        if link.contains("team=") || link.contains("timeframe=") {
            return link.replacing(/[?].*|(?:signals|pull-requests).[^?]*/, with: "") + " of a scope"
        }
        return link.replacing(/delivery.(?:signals|pull-requests).[^?]*/, with: "one of delivery")
            .replacing(/pulse.packs.[^?]*/, with: "one of packs")
            .replacing(/(module|leaving|person|path|address)=[^&]*/) { "\($0.1)=" }
    }
}
