import Interface

/// The parts of the Pulse room, on each of its pages.
struct PulsePlaces: Component {
    enum Place: String, CaseIterable, Sendable {
        case rounds = "Rounds"
        case schedules = "Schedules"
        case packs = "Packs"
        case burden = "Burden"

        var link: Link {
            switch self {
            case .rounds: Link.pulse
            case .schedules: Link.schedules
            case .packs: Link.packs
            case .burden: Link.burden
            }
        }
    }

    let current: Place

    var html: HTML {
        Choice("Pulse", options: Place.allCases.map { $0.link.anchor($0.rawValue) }, current: current.rawValue).html
    }
}
