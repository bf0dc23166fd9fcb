import Foundation

/// The clock on the wall of a time zone, from 1970 to 2100.
///
/// Asking Foundation for an offset takes microseconds; here all changes of a zone's clock are asked for once.
package struct ZoneClock: Hashable, Sendable {
    /// IANA: `Europe/Berlin`.
    package let name: String
    /// When the clock changes, in seconds since 1970; the first is the beginning of time.
    private let changes: [Int64]
    /// Seconds east of UTC from that change on.
    private let offsets: [Int64]

    /// Nil for what is no zone of the IANA, such as `EST` or `GMT+3`, which know no summer.
    package init?(_ name: String) {
        guard name == "UTC" || name.contains("/"), let zone = TimeZone(identifier: name) else { return nil }
        self.name = name
        var at = Date(timeIntervalSince1970: 0)
        var changes: [Int64] = [.min]
        var offsets = [Int64(zone.secondsFromGMT(for: at))]
        while let next = zone.nextDaylightSavingTimeTransition(after: at), next < Self.end {
            at = next
            changes.append(Int64(next.timeIntervalSince1970))
            offsets.append(Int64(zone.secondsFromGMT(for: next)))
        }
        self.changes = changes
        self.offsets = offsets
    }

    package static let utc = ZoneClock(fixed: "UTC")

    private init(fixed name: String) {
        self.name = name
        changes = [.min]
        offsets = [0]
    }

    private static let end = Date(timeIntervalSince1970: 4_102_444_800)

    /// Seconds east of UTC at an instant.
    package func offset(at seconds: Int64) -> Int64 { offsets[place(of: seconds)] }

    /// The day that a calendar on the wall shows.
    package func day(at seconds: Int64) -> CivilDay {
        CivilDay(seconds.addingReportingOverflow(offset(at: seconds)).partialValue)
    }

    /// When the clock shows that many minutes after midnight of a day, in seconds since 1970.
    ///
    /// A time that the clock leaves out is the moment at which it goes on; one that it shows twice is the first.
    ///
    /// - Parameter minutes: 1440 is midnight at the end of the day.
    package func instant(_ day: CivilDay, _ minutes: Int) -> Int64 {
        let wall = day.start + Int64(minutes) * 60
        // No clock is further than this from UTC, and none changes twice within two days.
        let place = place(of: wall - 86_400)
        let early = wall - offsets[place]
        guard place + 1 < changes.count, early >= changes[place + 1] else { return early }
        return max(wall - offsets[place + 1], changes[place + 1])
    }

    private func place(of seconds: Int64) -> Int {
        var (low, high) = (0, changes.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if changes[middle] <= seconds { low = middle } else { high = middle }
        }
        return low
    }
}
