import Foundation

/// What the system says of this process.
struct ProcessFigures: Sendable {
    var residentBytes = 0
    var processorSeconds = 0.0
    var openFiles = 0

    /// Reads `/proc`, which only Linux has; elsewhere everything is 0.
    static func current() -> ProcessFigures {
        var figures = ProcessFigures()
        figures.residentBytes = resident() ?? 0
        figures.processorSeconds = processorTime()
        figures.openFiles = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
        return figures
    }

    private static func resident() -> Int? {
        let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        guard let pages = text?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return nil }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    private static func processorTime() -> Double {
        var usage = rusage()
        guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
    }
}
