import Testing

@testable import Interface

@Suite("Contrast")
struct ContrastTests {
    static let schemes = [("light", Tokens.light), ("dark", Tokens.dark)]

    @Test func `the formula gives the numbers everybody knows`() {
        #expect(abs(Tokens.contrast([0, 0, 0], [1, 1, 1]) - 21) < 1e-9)
        #expect(abs(Tokens.contrast([119.0 / 255, 119.0 / 255, 119.0 / 255], [1, 1, 1]) - 4.478) < 0.001)
    }

    @Test(arguments: schemes)
    func `text is legible on every ground`(_ scheme: String, _ colours: [String: [Double]]) throws {
        let pairs =
            ["--ink", "--ink-2", "--ink-3", "--work", "--people", "--accent", "--bad", "--good"].flatMap { ink in
                ["--paper", "--surface", "--sunk"].map { (ink, $0) }
            } + ["work", "people", "accent", "bad", "good"].map { ("--\($0)", "--\($0)-soft") } + [
                ("--on-accent", "--accent"), ("--paper", "--ink"),
            ]
        for (ink, ground) in pairs {
            let ratio = Tokens.contrast(try #require(colours[ink]), try #require(colours[ground]))
            #expect(ratio >= 4.5, "\(ink) on \(ground), \(scheme): \(ratio)")
        }
    }

    @Test(arguments: schemes)
    func `edges of controls and marks stand out`(_ scheme: String, _ colours: [String: [Double]]) throws {
        for mark in ["--edge", "--work", "--people", "--bad", "--ink-2"] {
            for ground in ["--paper", "--surface"] {
                let ratio = Tokens.contrast(try #require(colours[mark]), try #require(colours[ground]))
                #expect(ratio >= 3, "\(mark) on \(ground), \(scheme): \(ratio)")
            }
        }
    }

    @Test(arguments: schemes)
    func `ink is legible on the deepest field`(_ scheme: String, _ colours: [String: [Double]]) throws {
        let surface = try #require(colours["--surface"])
        for share in [0, 0.25, 0.5, 0.75, 1] {
            let field = Tokens.mix(try #require(colours["--work"]), Depth.opacity(share), over: surface)
            #expect(Tokens.contrast(try #require(colours["--ink"]), field) >= 4.5, "\(share), \(scheme)")
        }
    }
}
