import Interface
import Records

/// A room whose numbers exist for everything, and are being counted for what was chosen.
struct CountingPage: Page {
    let repository: Repository
    let scope: Scope
    let roomID: Room.ID
    /// The page itself, to be shown again.
    let place: Link

    var title: String { "These numbers are being counted for the first time" }
    var room: Room.ID? { roomID }
    var scripts: [Asset] { [.liveRegion] }

    var content: HTML {
        let topic = scope.topic(in: repository.id)
        return """
            \(PageHead(title, lead: "Nobody has asked for \(scope.phrase) since \(name(repository.name)) was last read. It takes a moment, once."))
            \(LiveRegion(from: Link.events(topic).path, event: topic, content: LiveEvent.counting))
            <p>\(place.anchor("Show them").button(isMain: true))</p>
            """
    }
}

extension LiveEvent {
    fileprivate static let counting: HTML = "<p>They are being counted.</p>"

    /// What a page that waits for numbers shows while they are measured, in place of what it was told before.
    package static func measuring(_ scope: Scope, in repository: Repository.ID) -> LiveEvent {
        LiveEvent(topic: scope.topic(in: repository), html: counting)
    }

    /// What it shows once they are there.
    package static func measured(_ scope: Scope, in repository: Repository.ID) -> LiveEvent {
        LiveEvent(topic: scope.topic(in: repository), html: "<p>They are there.</p>")
    }

    /// What it shows when they could not be measured.
    package static func notMeasured(_ scope: Scope, in repository: Repository.ID) -> LiveEvent {
        LiveEvent(
            topic: scope.topic(in: repository),
            html: """
                <p>They could not be counted, and the server's log says why. Loading this page again after a minute tries \
                anew.</p>
                """)
    }
}

extension Scope {
    /// As the rest of a sentence: "the last 90 days of billing's paths".
    var phrase: String {
        switch (team, timeframe) {
        case (nil, .all): "the whole repository"
        case (nil, _): timeframe.phrase
        case (let team?, .all): "the paths of \(team)"
        case (let team?, _): "\(timeframe.phrase) in the paths of \(team)"
        }
    }
}
