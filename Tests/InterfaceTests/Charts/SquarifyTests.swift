import Testing

@testable import Interface

@Suite("Squarify")
struct SquarifyTests {
    @Test func `lays the example of its paper`() {
        // Areas 6, 6, 4, 3, 2, 2, 1 in a field of 6 by 4.
        let parts = Squarify.parts([6, 6, 4, 3, 2, 2, 1], in: Tract(x: 0, y: 0, width: 6, height: 4))
        #expect(parts[0] == Tract(x: 0, y: 0, width: 3, height: 2))
        #expect(parts[1] == Tract(x: 0, y: 2, width: 3, height: 2))
        #expect(abs(parts[2].width - 12.0 / 7) < 1e-9 && abs(parts[2].height - 7.0 / 3) < 1e-9)
    }

    @Test(arguments: 0..<60)
    func `fills the field, true to area, and nothing overlaps`(_ seed: UInt64) {
        var chance = SplitMix(state: seed)
        let field = Tract(
            x: 3, y: 5, width: .random(in: 50...900, using: &chance), height: .random(in: 50...900, using: &chance))
        let areas = (0..<Int.random(in: 1...60, using: &chance)).map { _ in
            Double.random(in: 0.01...1000, using: &chance)
        }
        let parts = Squarify.parts(areas, in: field)
        let scale = field.area / areas.reduce(0, +)
        for (area, part) in zip(areas, parts) {
            #expect(abs(part.area - area * scale) < 1e-6 * field.area)
            #expect(part.x >= field.x - 1e-6 && part.x + part.width <= field.x + field.width + 1e-6)
            #expect(part.y >= field.y - 1e-6 && part.y + part.height <= field.y + field.height + 1e-6)
        }
        #expect(abs(parts.reduce(0) { $0 + $1.area } - field.area) < 1e-6 * field.area)
        for (index, part) in parts.enumerated() {
            #expect(!parts[(index + 1)...].contains { overlap($0, part) > 1e-6 * field.area })
        }
    }

    @Test func `keeps equal areas in the order they came in`() {
        let parts = Squarify.parts([1, 1, 1, 1], in: Tract(x: 0, y: 0, width: 100, height: 100))
        let places = parts.map { $0.x * 1000 + $0.y }
        #expect(places == places.sorted())
        #expect(Set(places).count == 4)
    }

    @Test func `what has no area has no place`() {
        let parts = Squarify.parts([0, 4, -1, .nan], in: Tract(x: 0, y: 0, width: 10, height: 10))
        #expect(parts.map(\.area) == [0, 100, 0, 0])
        #expect(Squarify.parts([], in: parts[1]).isEmpty)
        #expect(Squarify.parts([0], in: parts[1]).map(\.area) == [0])
    }

    private func overlap(_ a: Tract, _ b: Tract) -> Double {
        let width = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
        let height = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
        return max(width, 0) * max(height, 0)
    }
}
