import Foundation
import Records
import Testing

@testable import Signals

/// What a signal tells beyond its number, as it is passed on and kept.
@Suite struct SignalDetailsTests {
    private struct Shape: Codable, Hashable, Sendable {
        var words = ["ä", "line\nbreak"]
        var number = 3.25
    }

    private let measurement = Measurement(
        value: 1, sample: .init(3, needed: 2, of: "things"), why: "Two\nlines.", details: SignalDetails(Shape()))

    @Test func `are read as often as they are asked for, in whichever shape fits`() throws {
        #expect(try measurement.details.decode(Shape.self) == Shape())
        #expect(try measurement.details.decode([String: JSONValue].self)["number"] == .number(3.25))
        #expect(try measurement.details.decode(Shape.self) == Shape())
        #expect(throws: DecodingError.self) { try measurement.details.decode([Int].self) }
    }

    @Test func `are part of the measurement's JSON`() throws {
        let json = try JSONValue(json: JSONValue.canonical(measurement))
        guard case .object(let fields) = json else { return #expect(Bool(false), "no object") }
        #expect(
            fields["details"]
                == .object(["number": .number(3.25), "words": .array([.string("ä"), .string("line\nbreak")])]))
        #expect(try JSONDecoder().decode(Measurement.self, from: JSONValue.canonical(measurement)) == measurement)
    }

    @Test func `a measurement that was kept is the same again`() throws {
        #expect(try Measurement(kept: measurement.kept) == measurement)
        var bare = measurement
        bare.details = .none
        #expect(try Measurement(kept: bare.kept) == bare)
        // As older versions kept it: in one piece.
        #expect(try Measurement(kept: JSONValue.canonical(measurement)) == measurement)
        #expect(throws: DecodingError.self) { try Measurement(kept: Data("{}\n{}".utf8)) }
    }

    @Test func `of very many reds those that last and the longest are listed`() {
        let reds: [TimeToGreenDetails.Red] = (0..<3_000).map { place in
            let until = place % 100 == 0 ? nil : Int64(place + 1)
            return .init(repository: "r", name: "check", from: Int64(place), until: until, hours: Double(place % 1_000))
        }
        let details = TimeToGreenDetails(count: reds.count, reds: reds, open: 30)
        #expect(details.short.count == 3_000)
        #expect(details.short.reds.count == 1_000)
        #expect(details.short.reds.count { $0.until == nil } == 30)
        #expect(details.short.reds.filter { $0.until != nil }.allSatisfy { $0.hours >= 670 })
        #expect(details.short.reds.map(\.from) == details.short.reds.map(\.from).sorted())
        let few = TimeToGreenDetails(count: 5, reds: Array(reds.prefix(5)), open: 1)
        #expect(few.short == few)
    }

    @Test func `a long curve keeps its ends and its course`() {
        let points = (0..<5_729).map { RecoveryTimeDetails.Point(hours: Double($0), remaining: 1 - Double($0) / 5_729) }
        let details = RecoveryTimeDetails(
            count: 0, failures: [], open: 0, curve: points, category: nil, reference: .recovery)
        let curve = details.short.curve
        #expect((500...1_001).contains(curve.count))
        #expect(curve.first == points.first && curve.last == points.last)
        #expect(
            zip(curve, curve.dropFirst()).allSatisfy {
                $0.remaining > $1.remaining && $0.remaining - $1.remaining < 0.002
            })
    }
}
