import Records

/// What a page or an answer speaks of: everything, or what lies under a team's path rules; in all history or in a
/// timeframe. Chosen in the address: `?team=billing&timeframe=90-days`.
package struct Scope: Hashable, Sendable {
    /// The name of a set of path rules; nil is the whole repository.
    package var team: String?
    package var timeframe: Timeframe.Choice

    package static let everything = Scope()

    package init(team: String? = nil, timeframe: Timeframe.Choice = .all) {
        self.team = team
        self.timeframe = timeframe
    }

    /// - Throws: a problem of status 400 for a timeframe that is not offered.
    package init(_ query: Query) throws {
        let name = query["timeframe"] ?? Timeframe.Choice.all.rawValue
        guard let timeframe = Timeframe.Choice(rawValue: name) else {
            let known = Timeframe.Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem.badRequest("“timeframe” is one of \(known).")
        }
        self.init(team: query["team"], timeframe: timeframe)
    }

    /// - Parameter pathRules: the teams of a repository, each with its paths.
    /// - Throws: a problem of status 404 for a team without paths there.
    package func check(_ pathRules: [String: [String]]) throws {
        guard let team, pathRules[team] == nil else { return }
        let known = pathRules.keys.sorted()
        throw Problem.notFound(
            "No team called “\(team)” has paths in this repository. "
                + (known.isEmpty ? "`tutti paths set` gives it some." : "There are \(known.joined(separator: ", "))."))
    }

    /// What stands in an address besides the place; nothing for everything.
    package var choices: [(name: String, value: String)] {
        let team = team.map { [(name: "team", value: $0)] } ?? []
        return team + (timeframe == .all ? [] : [(name: "timeframe", value: timeframe.rawValue)])
    }

    /// Under which something that was measured for it is kept.
    func key(_ kind: String) -> String {
        choices.isEmpty ? kind : Link(kind).within(self).path
    }

    /// What pages listen to while it is measured.
    func topic(in repository: Repository.ID) -> String {
        let name = key("measured-" + repository).utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return "measured-" + String(name, radix: 16)
    }
}

extension Link {
    /// The same place, kept to a scope.
    package func within(_ scope: Scope) -> Link {
        with("team", scope.team).with("timeframe", scope.timeframe == .all ? nil : scope.timeframe.rawValue)
    }

    static func today(_ readings: Readings) -> Link { today(readings.repository.id).within(readings.scope) }
    static func delivery(_ readings: Readings) -> Link { delivery(readings.repository.id).within(readings.scope) }
    static func knowledge(_ readings: Readings) -> Link { knowledge(readings.repository.id).within(readings.scope) }
    static func people(_ readings: Readings) -> Link { people(readings.repository.id).within(readings.scope) }

    static func signal(_ signal: String, of readings: Readings) -> Link {
        Link.signal(signal, of: readings.repository.id).within(readings.scope)
    }

    static func signalJSON(_ signal: String, of readings: Readings) -> Link {
        Link("api", "v1", "repositories", readings.repository.id, "signals", signal).within(readings.scope)
    }
}
