import Foundation
import Signals
import TestKit
import Testing

@Suite("Documents of the signals")
struct SignalPagesTests {
    @Test(arguments: Signal.all.map(\.id))
    func `every signal has its page, which gives its title, its source and how not to read it`(_ id: String) throws {
        let signal = try #require(Signal.named(id))
        let text = try page("docs/signals/\(id).md")
        #expect(text.contains("# \(signal.title)"))
        #expect(text.localizedCaseInsensitiveContains("how not to read it"))
        #expect(text.localizedCaseInsensitiveContains("source"))
    }

    @Test func `the list of signals names every one of them, and nothing else`() throws {
        let list = try page("docs/signals/README.md")
        let linked = Set(list.matches(of: /\]\(([a-z-]+)\.md\)/).map { String($0.1) })
        #expect(linked == Set(Signal.all.map(\.id)))
    }

    private func page(_ path: String) throws -> String {
        try String(contentsOf: BuiltProgram.checkout.appending(path: path), encoding: .utf8)
    }
}
