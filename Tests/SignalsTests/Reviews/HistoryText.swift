import Foundation
import Records
import TestKit
import Testing

@testable import Signals

/// A pull request's history with what its clock should say, as the files in `histories` write it.
struct HistoryText: Sendable, CustomTestStringConvertible {
    let title: String
    let steps: String
    /// `pickup 3`, in hours; `-` for what cannot be known.
    let expected: [(name: String, value: String)]
    let settings: [[String]]

    var testDescription: String { title }

    static let all: [HistoryText] = {
        let folder = BuiltProgram.checkout.appending(path: "Tests/SignalsTests/Reviews/histories")
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.filter { $0.pathExtension == "txt" }.sorted { $0.path() < $1.path() }.flatMap { file in
            let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
            return text.components(separatedBy: "\n== ").dropFirst().map(HistoryText.init)
        }
    }()

    init(_ text: String) {
        var lines = text.split(separator: "\n").map(String.init)
        title = lines.removeFirst()
        lines.removeAll { $0.hasPrefix("#") }
        let settingNames = ["now", "team", "zone", "connected", "group", "holiday", "dismissing"]
        let isSetting = { (line: String) in settingNames.contains { line.hasPrefix($0 + " ") } }
        settings = lines.filter(isSetting).map { $0.split(separator: " ").map(String.init) }
        steps = lines.filter { !isSetting($0) && !$0.hasPrefix("= ") }.joined(separator: "\n")
        expected = lines.filter { $0.hasPrefix("= ") }.flatMap { line in
            line.dropFirst(2).split(separator: ";").map { part in
                let words = part.split(separator: " ", maxSplits: 1)
                return (String(words[0]), words.count > 1 ? String(words[1]).trimmingCharacters(in: .whitespaces) : "")
            }
        }
    }

    func builder() throws -> DeliveryBuilder {
        var builder = DeliveryBuilder()
        builder.members = ["ana", "ben", "cho"]
        builder.know("ana", "ben", "cho", "dia", "bot[bot]", "copilot")
        for words in settings {
            switch words[0] {
            case "now": builder.now = try DeliveryBuilder.instant(Array(words.dropFirst()))
            case "team": builder.members = Set(words.dropFirst())
            case "zone": builder.zones[words[1]] = words[2]
            case "connected": builder.connectedAt = try DeliveryBuilder.instant(Array(words.dropFirst()))
            case "group": builder.groups[RecordKey("test", .team, words[1])] = Set(words.dropFirst(2))
            case "holiday": builder.holidays.formUnion(words.dropFirst().compactMap { CivilDay($0) })
            default: builder.options.pushDismissesApprovals = true
            }
        }
        try builder.pullRequest(steps)
        return builder
    }

    /// What the clock says under a name, written as the files write it.
    static func said(_ name: String, _ clock: PullRequestClock, _ reading: DeliveryReading) -> String {
        switch name {
        case "rounds": "\(clock.rounds)"
        case "turn": clock.turn.name
        case "asked": reading.turn(of: clock).people.joined(separator: " ")
        case "teams": reading.turn(of: clock).teams.map(\.id).joined(separator: " ")
        case "flags": flags(clock.flags)
        case "reviewers": "\(clock.reviews.count)"
        case "human": clock.isHuman ? "yes" : "no"
        case "working": hours(clock.wait.working)
        case "waited": hours(clock.wait.elapsed)
        case "redraft": hours(clock.parts.redraft)
        case "closed": hours(clock.parts.closed)
        case "open": hours(clock.parts.open)
        case "cycle": hours(clock.parts.cycle)
        case "due": reading.turn(of: clock).due.map { hours($0 - DeliveryBuilder.monday) } ?? "-"
        case "minutes": minutes(clock)
        default: PullRequestParts.Part(rawValue: name).map { hours(clock.parts[$0]) } ?? "no such name"
        }
    }

    private static func minutes(_ clock: PullRequestClock) -> String {
        let parties = Turn.Party.allCases.map { party in
            clock.minutes.reduce(0) { $1.key.party == party ? $0 + $1.value : $0 }
        }
        return parties.map(String.init).joined(separator: "+")
    }

    private static func hours(_ seconds: Int64?) -> String {
        guard let seconds else { return "-" }
        return Phrase.decimal(Double(seconds) / 3600)
    }

    private static func flags(_ flags: PullRequestClock.Flags) -> String {
        let names: [(PullRequestClock.Flags, String)] = [
            (.reviewedAsDraft, "reviewed-as-draft"), (.lateReview, "late-review"),
            (.mergedWithoutReview, "merged-without-review"), (.clockSkew, "clock-skew"),
            (.codingClipped, "coding-clipped"), (.takenOver, "taken-over"),
        ]
        return names.filter { flags.contains($0.0) }.map(\.1).joined(separator: " ")
    }
}
