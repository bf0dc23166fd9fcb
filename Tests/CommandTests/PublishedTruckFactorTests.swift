import Features
import Foundation
import Records
import Signals
import TestKit
import Testing

/// The truck factors that a study of 2015 sent to the people of twenty projects to be confirmed.
///
/// Its shares of files are not compared to the digit: it left out other files as documents and tools, and read histories
/// of some day in February 2015.
@Suite("The published truck factors", .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct PublishedTruckFactorTests {
    struct Project: Sendable {
        let name: String
        let factor: Int
        /// Names and their percent of the files, most first.
        let people: [(name: String, percent: Int)]
    }

    static func projects() throws -> [Project] {
        let text = try String(contentsOf: SharedData.file("truckfactor/published_2015.csv"), encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            let people = fields[3].split(separator: ";").map { person in
                let words = person.split(separator: " ")
                return (words.dropLast().joined(separator: " "), Int(words.last ?? "") ?? 0)
            }
            return Project(
                name: String(fields[0].split(separator: "/").last ?? ""), factor: Int(fields[2]) ?? 0, people: people)
        }
    }

    @Test func `count the people that the study names, without those under a tenth of the first`() throws {
        let projects = try Self.projects()
        #expect(projects.count == 20)
        #expect(projects.map(\.factor).reduce(0, +) == 47)
        for project in projects {
            #expect(project.people.count == project.factor, "\(project.name)")
            let most = try #require(project.people.map(\.percent).max())
            #expect(project.people.allSatisfy { 10 * $0.percent >= most }, "\(project.name)")
        }
    }

    @Test(
        .enabled(
            if: Clones.hold("flask", "celluloid", "Leaflet", "osquery"), "needs clones of four projects in TUTTI_CLONES"
        ), arguments: ["flask", "celluloid", "Leaflet", "osquery"])
    func `come out of the histories of February 2015`(_ name: String) throws {
        let project = try #require(try Self.projects().first { $0.name == name })
        let clone = try #require(Clones.path(name))
        let head = try ScratchRepository.git(
            [
                "-c", "safe.directory=*", "rev-list", "-1", "--first-parent", "--before=2015-02-25T00:00:00Z", "HEAD",
            ], in: clone)
        let answer = try TuttiProgram.run(
            "explain", "truck-factor", clone, "--rev", head, "--truck-factor", "published", "--json")
        try #require(answer.status == 0, "\(answer.errors)")
        let reading = try JSONDecoder().decode(Report.Reading.self, from: Data(answer.output.utf8))
        #expect(reading.value == Double(project.factor))
        let absences = try reading.details.decode(TruckFactorDetails.self).absences.filter(\.isCounted)
        #expect(absences.count == project.factor)
        for (absence, published) in zip(absences, project.people) {
            #expect(abs(100 * absence.share - Double(published.percent)) < 6, "\(published.name)")
        }
    }
}
