import BlindTickets
import Foundation
import Records
import Store

extension OutgoingEvent {
    /// Of a round or a poll: its title, when it is open and where its page is. How many answered stands there, where it may.
    ///
    /// - Parameter happenedAt: seconds since 1970.
    static func pulse(
        _ kind: Kind, _ manifest: Manifest, teams: [String], isPoll: Bool, at happenedAt: Int64,
        more: [String: JSONValue] = [:]
    ) -> OutgoingEvent {
        let data: [String: JSONValue] = [
            "round": .string(manifest.survey), "title": .string(manifest.title), "kind": isPoll ? "poll" : "round",
            "teams": .array(teams.map { .string($0) }),
            "opensAt": instant(Int64(manifest.opens.timeIntervalSince1970)),
            "closesAt": instant(Int64(manifest.closes.timeIntervalSince1970)),
        ]
        return OutgoingEvent(
            kind: kind, subject: manifest.survey, happenedAt: happenedAt * 1000,
            concern: teams.isEmpty ? .everybody : .teams(Set(teams)), data: data.merging(more) { $1 },
            link: .round(manifest.survey))
    }
}

extension Connection {
    /// The event is sent when the round opens.
    func emitOpening(of round: NewRound) throws {
        let opens = Int64(round.manifest.opens.timeIntervalSince1970)
        try emit([.pulse(.pulseOpened, round.manifest, teams: round.teams, isPoll: round.isPoll, at: opens)])
    }

    /// Where no answer is taken any more, by the rules that were published.
    func emitClose(of round: Round) throws {
        let closes = Int64(round.manifest.closes.timeIntervalSince1970) + Int64(round.manifest.grace)
        try emit([.pulse(.pulseClosed, round.manifest, teams: round.teams, isPoll: round.isPoll, at: closes)])
    }

    /// - Parameters:
    ///   - isWithheld: too few answered for anything to be told.
    ///   - now: seconds since 1970.
    func emitRelease(of round: Round, isWithheld: Bool, at now: Int64) throws {
        try emit([
            .pulse(
                .pulseReleased, round.manifest, teams: round.teams, isPoll: round.isPoll, at: now,
                more: ["state": isWithheld ? "withheld" : "released"])
        ])
    }
}
