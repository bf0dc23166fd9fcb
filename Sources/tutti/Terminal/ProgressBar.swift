import Features
import Foundation
import Interface
import Synchronization

/// A line on standard error that says how much is done, how fast, and how long it will take yet.
///
/// Draws nothing when nobody watches.
struct ProgressBar {
    private let things: String
    private let isDrawn: Bool
    private let start: ContinuousClock.Instant
    private var last: ContinuousClock.Instant?

    init(_ things: String, isDrawn: Bool = Terminal.isWatched) {
        self.things = things
        self.isDrawn = isDrawn
        start = .now
    }

    /// - Parameter total: nil before somebody has counted.
    mutating func show(done: Int, of total: Int?) {
        let now = ContinuousClock.now
        let isOver = total.map { done >= $0 } ?? false
        guard isDrawn, last.map({ now - $0 > .milliseconds(100) }) ?? true || isOver else { return }
        last = now
        let elapsed = now - start
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        Output.draw("\r\u{1B}[K" + Self.line(done: done, of: total, seconds: seconds, things: things))
    }

    /// Wipes the line, so that what comes next starts on a clean one.
    func end() {
        if isDrawn, last != nil { Output.draw("\r\u{1B}[K") }
    }

    static func line(done: Int, of total: Int?, seconds: Double, things: String) -> String {
        var words = total.map { bar(done: done, of: $0) + " " } ?? ""
        words += Format.number(done) + (total.map { " of " + Format.number($0) } ?? "") + " " + things
        let rate = seconds > 0 ? Double(done) / seconds : 0
        if seconds > 0.5, rate > 0 {
            words += ", \(Format.number(rate, decimals: 0)) a second"
            if let total, done < total {
                words += ", \(Format.duration(seconds: Double(total - done) / rate)) left"
            }
        }
        return words.replacing("\u{A0}", with: " ")
    }

    private static func bar(done: Int, of total: Int) -> String {
        let share = total > 0 ? min(Double(done) / Double(total), 1) : 0
        let full = Int(share * 20)
        return String(repeating: "█", count: full) + String(repeating: "░", count: 20 - full)
    }
}

/// A progress bar that several tasks may move.
final class SharedProgress: Sendable {
    private let bar: Mutex<ProgressBar>

    init(_ things: String) { bar = Mutex(ProgressBar(things)) }

    func show(done: Int, of total: Int?) { bar.withLock { $0.show(done: done, of: total) } }

    func end() { bar.withLock { $0.end() } }
}
