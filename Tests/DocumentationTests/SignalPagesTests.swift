import Foundation
import Signals
import TestKit
import Testing

@Suite("Documents of the signals")
struct SignalPagesTests {
    private static let all: [any SignalDescription] = Signal.all + DeliverySignal.all

    @Test(arguments: all.map(\.id))
    func `every signal has its page, which gives its title, its source and how not to read it`(_ id: String) throws {
        let signal = try #require(Self.all.first { $0.id == id })
        let text = try page("docs/signals/\(id).md")
        #expect(text.contains("# \(signal.title)"))
        #expect(text.contains(signal.question))
        #expect(text.localizedCaseInsensitiveContains("how not to read it"))
        #expect(text.localizedCaseInsensitiveContains("source"))
    }

    @Test func `the list of signals names every one of them, and nothing else`() throws {
        let list = try page("docs/signals/README.md")
        let linked = Set(list.matches(of: /\]\(([a-z-]+)\.md\)/).map { String($0.1) })
        #expect(linked == Set(Self.all.map(\.id)))
        #expect(linked.count == Self.all.count)
    }

    private func page(_ path: String) throws -> String {
        try String(contentsOf: BuiltProgram.checkout.appending(path: path), encoding: .utf8)
    }
}
