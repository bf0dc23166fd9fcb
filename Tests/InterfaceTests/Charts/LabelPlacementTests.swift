import Testing

@testable import Interface

@Suite("Names in a scatter plot")
struct LabelPlacementTests {
    private let frame = PlotFrame(left: 40, right: 760, top: 20, bottom: 400)

    @Test(arguments: 0..<40)
    func `never touch each other and stay inside`(_ seed: UInt64) {
        var chance = SplitMix(state: seed)
        let names = (0..<30).map { index in
            (
                text: "src/File\(index).swift", x: Double.random(in: 40...760, using: &chance),
                y: Double.random(in: 20...400, using: &chance)
            )
        }
        let labels = LabelPlacement.place(names, in: frame)
        #expect(!labels.isEmpty)
        for (index, label) in labels.enumerated() {
            #expect(label.x >= 40 && label.x + label.width <= 760)
            #expect(!labels[(index + 1)...].contains { $0.touches(label) })
        }
    }

    @Test func `the first has the first choice, and who has no room is left out`() {
        let crowd = (0..<9).map { _ in (text: "same place", x: 400.0, y: 200.0) }
        let labels = LabelPlacement.place(crowd, in: frame)
        #expect(labels.first.map { $0.x } == 408)
        #expect(labels.count < 9)
    }

    @Test func `what does not fit keeps the end of a path and the start of a sentence`() {
        #expect(Lettering.fitted("short", in: 100) == "short")
        #expect(Lettering.fitted("src/very/long/path/to/File.swift", in: 90)?.hasSuffix("File.swift") == true)
        #expect(Lettering.fitted("A sentence that goes on and on", in: 90)?.hasPrefix("A sent") == true)
        #expect(Lettering.fitted("wwwwwwww", in: 5) == nil)
    }
}
