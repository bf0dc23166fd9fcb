import Connectors
import Features
import Store

/// How a reading of a source ended, and what follows: its state, what is said of it, and when it is tried again.
enum SourceEnding {
    case through(pause: Int64)
    case stopped(AskingTrouble, failures: Int)
    /// Its secrets cannot be opened; nil where there is no key file at all, and otherwise the connection's name.
    case sealed(String?)

    /// A tool that refuses its token this often in a row is left alone: it may only have had a bad moment.
    static let refusals = 3

    var state: SourceConnection.State {
        switch self {
        case .through, .stopped(.limited, _): .active
        case .sealed, .stopped(.refused, _): .disabled
        case .stopped(.tokenRefused, let failures): failures + 1 >= Self.refusals ? .disabled : .failing
        case .stopped: .failing
        }
    }

    /// Nil where all is well.
    var trouble: String? {
        switch self {
        case .through: nil
        case .stopped(.limited(let seconds), _): AskingTrouble.limited(seconds: seconds).description
        case .stopped(.refused(let why, let url), _):
            "\(AskingTrouble.refused(why, url: url)) Start the server with --allow-outgoing to let it, and resume this connection."
        case .stopped(.tokenRefused, _): "\(AskingTrouble.tokenRefused) Give another one."
        case .stopped(let trouble, _): trouble.description
        case .sealed(nil): "There is no key file, so that the token cannot be read. Start the server with --key-file."
        case .sealed:
            "The token was sealed with another key file. Start the server with that one, or give the token again."
        }
    }

    func apply(to sync: inout SourceSync, at now: Int64) {
        switch self {
        case .through(let pause):
            sync.endedAt = now
            sync.failures = 0
            sync.nextAt = now + pause
        case .stopped(.limited(let seconds), _): sync.nextAt = now + max(60, seconds)
        case .stopped(.tokenRefused, _):
            sync.failures += 1
            sync.nextAt = now + 900
        case .stopped:
            sync.failures += 1
            // A minute, doubled each time, to an hour.
            sync.nextAt = now + min(3_600, 60 << Int64(min(sync.failures - 1, 6)))
        case .sealed: sync.failures += 1
        }
    }
}
