import Foundation

package enum ProcessorTime {
    /// Seconds for which this thread had a core during `body`: others on the machine do not count.
    package static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let before = now
        try body()
        return now - before
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
