import Features
import Foundation

/// What we are talking to.
struct Terminal {
    private let environment: [String: String]

    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.environment = environment
    }

    /// Colour only for a terminal that shows it, unless `CLICOLOR_FORCE` insists; never under `NO_COLOR`.
    var style: TerminalStyle { TerminalStyle(width: width, isColoured: isColoured) }

    /// Whether somebody watches standard error, so that progress means something.
    static var isWatched: Bool {
        isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    private var isColoured: Bool {
        if environment["NO_COLOR"].map({ !$0.isEmpty }) ?? false { return false }
        if let force = environment["CLICOLOR_FORCE"], !force.isEmpty, force != "0" { return true }
        return isatty(STDOUT_FILENO) == 1 && environment["TERM"] != "dumb"
    }

    private var width: Int {
        if let columns = environment["COLUMNS"].flatMap({ Int($0) }), columns > 0 { return columns }
        var size = winsize()
        let found = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return found ? Int(size.ws_col) : 80
    }
}
