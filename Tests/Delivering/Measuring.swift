import Foundation
import Records
import Store

/// What saving, receiving and draining cost here, beside the disk's own flush.
struct Measuring: Sendable {
    let database: any Database
    let place: String

    func measure() async throws {
        try await saving()
        flushing()
        for senders in [1, 16] { try await receiving(senders) }
        try await draining()
    }

    private func saving() async throws {
        let source = "code.example.org"
        let records: [Record] = (0..<60_000).map { number in
            let pullRequest = RecordKey(source, .pullRequest, "\(number / 12)")
            let actor = RecordKey(source, .account, "\(number % 200)")
            if number % 12 == 0 {
                return .pullRequest(
                    PullRequest(
                        key: pullRequest, repository: RecordKey(source, .repository, "\(number % 60)"), number: number,
                        title: "Change the way in which number \(number) is done", author: actor, state: .open,
                        createdAt: Int64(number), updatedAt: Int64(number), headBranch: "topic/\(number)",
                        baseBranch: "main"))
            }
            return .pullRequestEvent(
                PullRequestEvent(
                    key: RecordKey(source, .pullRequestEvent, "\(number)"), pullRequest: pullRequest, kind: .reviewed,
                    at: Int64(number), actor: actor, verdict: .commented, text: "A comment of a few words"))
        }
        for name in ["saved", "saved again"] {
            let seconds = try await timed {
                for start in stride(from: 0, to: records.count, by: 600) {
                    let part = Array(records[start..<start + 600])
                    let body = Array(String(repeating: "{\"number\": \(start)}", count: 2000).utf8)
                    let raw = RawAnswer(category: "c", key: "\(start)", body: body, receivedAt: 1)
                    try await database.write(.relaxed) { _ = try $0.save([Told(part, raw: raw)], of: "host") }
                }
            }
            tell("\(name): \(Int(60_000 / seconds)) records a second")
        }
    }

    /// Appends 2 KB and waits for the disk, nothing else.
    private func flushing() {
        let path = FileManager.default.temporaryDirectory.appending(
            path: "flush-\(ProcessInfo.processInfo.processIdentifier)"
        )
        .path()
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        guard file >= 0 else { return }
        let block = [UInt8](repeating: 7, count: 2048)
        let start = ContinuousClock.now
        for _ in 0..<200 {
            _ = write(file, block, block.count)
            fdatasync(file)
        }
        tell("bare flush: \(Int(200 / seconds(since: start))) a second")
        close(file)
        unlink(path)
    }

    private func receiving(_ senders: Int) async throws {
        let inbox = Inbox(database)
        let body = [UInt8](repeating: 65, count: 2048)
        let each = senders == 1 ? 300 : 1000
        let start = ContinuousClock.now
        let sorted = try await withThrowingTaskGroup(of: [Double].self) { group in
            for sender in 0..<senders {
                group.addTask {
                    var waits: [Double] = []
                    for number in 0..<each {
                        let start = ContinuousClock.now
                        let id = "\(senders) \(sender) \(number)"
                        _ = try await inbox.receive(
                            WebhookDelivery(id: id, event: "push", body: body, receivedAt: 1), of: "host")
                        waits.append(seconds(since: start))
                    }
                    return waits
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }.sorted()
        }
        let total = seconds(since: start)
        let rate = Int(Double(senders * each) / total)
        let slow = sorted[sorted.count * 99 / 100] * 1000
        tell("received from \(senders): \(rate) a second, 99 % within \(String(format: "%.1f", slow)) ms")
    }

    private func draining() async throws {
        let body = Array(String(repeating: "{\"number\": 1}", count: 160).utf8)
        for start in stride(from: 0, to: 100_000, by: 4000) {
            let inbox = Inbox(database)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in start..<start + 4000 {
                    group.addTask {
                        _ = try await inbox.receive(
                            WebhookDelivery(id: "q\(number)", event: "push", body: body, receivedAt: 1), of: "host")
                    }
                }
                try await group.waitForAll()
            }
        }
        tell("queued, peak \(peak())")
        var read = 0
        let seconds = try await timed {
            while true {
                let more = try await database.drain(most: 256)
                read += more
                if more == 0 { break }
            }
        }
        tell("drained \(read): \(Int(Double(read) / seconds)) a second, peak \(peak())")
    }

    private func peak() -> String {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        return status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }.map(String.init) ?? ""
    }

    private func timed(_ body: () async throws -> Void) async throws -> Double {
        let start = ContinuousClock.now
        try await body()
        return seconds(since: start)
    }

    private func tell(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}

private func seconds(since start: ContinuousClock.Instant) -> Double { (ContinuousClock.now - start) / .seconds(1) }
