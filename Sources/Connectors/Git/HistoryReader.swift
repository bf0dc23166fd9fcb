import Foundation
import Records
import SystemPackage

/// Reads a history in stages that run at the same time: git walks, we parse; git inflates, we count.
///
/// Every stage has a thread of its own and hands over to the next. Whichever ends, for better or worse, closes
/// what it takes from and finishes what it gives to, so that the others end too.
struct HistoryReader: Sendable {
    let shadow: GitShadow
    let start: ObjectID
    let reading: GitReading
    /// Finds those of the work tree while git starts; nil where git honours none, or none of them matters to counting.
    let findAttributes: @Sendable () async throws -> Attributes?
    let attributes = LateValue<Attributes?>()
    /// Commits that an earlier attempt has delivered.
    var skipping = 0
    /// Contents that are not the real ones.
    var standIns: Set<BlobName> = []

    init(
        shadow: GitShadow, start: ObjectID, reading: GitReading,
        findAttributes: @escaping @Sendable () async throws -> Attributes?
    ) {
        self.shadow = shadow
        self.start = start
        self.reading = reading
        self.findAttributes = findAttributes
    }

    /// - Returns: how many contents are missing.
    func run(onBatch: (History) async throws -> Void) async throws -> Int {
        let portions = Handover<LogPortion>(capacity: 4)
        let loaded = Handover<LoadedPortion>(capacity: 1)
        let batches = Handover<History>(capacity: 1)
        return try await withThrowingTaskGroup(of: Int.self) { group in
            defer {
                portions.close()
                loaded.close()
                batches.close()
            }
            group.addTask {
                await settleAttributes()
                return 0
            }
            if reading.countsLines {
                group.addTask { try await parse(to: portions) }
                group.addTask { try await load(from: portions, to: loaded) }
                group.addTask { try await count(from: loaded, to: batches) }
            } else {
                group.addTask { try await parse(to: batches) }
            }
            while let batch = await onThread({ batches.take() }) { try await onBatch(batch) }
            return try await group.reduce(0, +)
        }
    }

    private func settleAttributes() async {
        do { attributes.settle(.success(try await findAttributes())) } catch { attributes.settle(.failure(error)) }
    }

    private func parse(to portions: Handover<LogPortion>) async throws -> Int {
        try await parse(to: portions) { draft, isComplete, portions in
            let contents = draft.takeContents()
            var start = 0
            while contents.count - start > BlobReader.portion {
                try portions.put(LogPortion(contents: contents[start..<start + BlobReader.portion]))
                start += BlobReader.portion
            }
            try portions.put(LogPortion(contents: contents[start...], finished: isComplete ? draft : nil))
        }
    }

    private func parse(to batches: Handover<History>) async throws -> Int {
        try await parse(to: batches) { draft, isComplete, batches in
            _ = draft.takeContents()
            if isComplete { try batches.put(draft.fragment) }
        }
    }

    /// Parses git's log on the way to the next stage.
    private func parse<Element>(to next: Handover<Element>, _ pass: @escaping Pass<Element>) async throws -> Int {
        defer { next.finish() }
        return try await untilClosed {
            try await log(to: next, pass)
            return 0
        }
    }

    private func load(from portions: Handover<LogPortion>, to loaded: Handover<LoadedPortion>) async throws -> Int {
        let questions = try BytePipe()
        defer {
            questions.closeBoth()
            portions.close()
            loaded.finish()
        }
        return try await untilClosed {
            let canFlush = try await shadow.canFlush
            return try await shadow.process.launch(
                canFlush ? ["cat-file", "--batch-command", "--buffer"] : ["cat-file", "--batch"],
                input: questions.reader
            ) { answers in
                defer { questions.closeWriter() }
                var reader = BlobReader(
                    questions: questions.writer, answers: answers, canFlush: canFlush,
                    keepsBinary: try attributes.value() != nil, standIns: standIns)
                return try reader.run(from: portions, to: loaded)
            }.value
        }
    }

    private func count(from loaded: Handover<LoadedPortion>, to batches: Handover<History>) async throws -> Int {
        try await untilClosed {
            try await onThread {
                defer {
                    loaded.close()
                    batches.finish()
                }
                return Result {
                    var counting = ChangeCounting(decides: try attributes.value() != nil)
                    try counting.run(from: loaded, to: batches)
                    return 0
                }
            }.get()
        }
    }

    /// Where the next stage has gone, it has a better reason than we.
    private func untilClosed(_ work: () async throws -> Int) async throws -> Int {
        do { return try await work() } catch is HandoverClosed { return 0 }
    }
}
