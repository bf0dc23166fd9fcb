import Foundation
import Invention
import Records
import Store

/// Brings an invention into a database, and tells how fast.
struct Loading: Sendable {
    private let invention: Invention

    init(_ invention: Invention) { self.invention = invention }

    /// Records in one transaction.
    private static let most = 4000
    private static let source = "invented"

    func save(in database: any Database) async throws {
        var source = SourceConnection(
            id: Self.source, kind: Self.source, name: invention.organisation.title,
            createdAt: invention.organisation.start.start)
        source.keepsRaw = false
        try await database.write { [source] in try $0.save(source) }
        let start = ContinuousClock.now
        var (inventing, all) = (Duration.zero, 0)
        var last = start
        var chapters = invention.makeIterator()
        while true {
            let begun = ContinuousClock.now
            guard let parts = chapters.next() else { break }
            inventing += ContinuousClock.now - begun
            for batch in Self.batches(parts) {
                all += batch.reduce(0) { $0 + $1.records.count }
                try await database.write(.relaxed) { _ = try $0.save(batch, of: Self.source) }
            }
            guard ContinuousClock.now - last > .seconds(20) else { continue }
            last = .now
            tell("\(all) records, \(rate(all, last - start)) a second")
        }
        let whole = ContinuousClock.now - start
        tell("saved \(all) records in \(seconds(whole)) s, \(rate(all, whole)) a second")
        tell("of which inventing took \(seconds(inventing)) s")
    }

    private static func batches(_ parts: [Part]) -> [[Told]] {
        var batches: [[Told]] = [[]]
        var count = 0
        for part in parts {
            if count + part.records.count > most, count > 0 {
                batches.append([])
                count = 0
            }
            count += part.records.count
            batches[batches.count - 1].append(Told(part.records, at: part.at, run: part.run))
        }
        return batches
    }

    func count() {
        let start = ContinuousClock.now
        var counts: [String: Int] = [:]
        for part in invention.joined() {
            for record in part.records { counts[record.type, default: 0] += 1 }
        }
        for (type, count) in counts.sorted(by: { $0.key < $1.key }) { tell("\(type): \(count)") }
        let all = counts.values.reduce(0, +)
        let whole = ContinuousClock.now - start
        tell("invented \(all) records in \(seconds(whole)) s, \(rate(all, whole)) a second")
    }

    /// The most memory that was ever held.
    func peak() -> String {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") } ?? ""
        let kibibytes = line.split(separator: " ").compactMap { Int($0) }.first ?? 0
        return "\(kibibytes / 1024) MiB"
    }

    private func rate(_ count: Int, _ duration: Duration) -> Int { Int(Double(count) / (duration / .seconds(1))) }

    private func seconds(_ duration: Duration) -> String { String(format: "%.1f", duration / .seconds(1)) }
}

func tell(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
