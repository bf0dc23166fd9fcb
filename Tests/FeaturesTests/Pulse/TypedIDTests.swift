import Testing

@testable import Features

@Suite("Ids that are typed after a command")
struct TypedIDTests {
    @Test func `never begin with a hyphen, which would make an option of them`() {
        var drawn: [[UInt8]] = [248, 251, 252].map { [$0] + [UInt8](repeating: 7, count: 15) }
        let id = TypedID.text { count in
            #expect(count == 16)
            return drawn.removeFirst()
        }
        #expect(id.hasPrefix("_") && id.count == 22)
        for first in UInt8.min ... .max {
            var isFirst = true
            let text = TypedID.text { count in
                defer { isFirst = false }
                return [isFirst ? first : 0] + [UInt8](repeating: 255, count: count - 1)
            }
            #expect(!text.hasPrefix("-"), "\(first)")
        }
    }
}
