import Foundation
import Records
import SystemPackage

/// Asks `git cat-file` for contents in the order of the log, some portions ahead of what it reads.
///
/// Git inflates the next portions while this one is handed on; the questions for them always fit into the pipe.
struct BlobReader: ~Copyable {
    /// Changes in a portion.
    static let portion = 64
    /// Portions that are asked for while one is read. With that one their questions, two of up to 80 bytes for a change, stay
    /// below the 64 KiB that any pipe holds.
    private static let ahead = 3
    static let cacheLimit = 16 << 20

    private let questions: FileDescriptor
    private let canFlush: Bool
    private var answers: BlobAnswers
    private var cache = BlobCache(limit: BlobReader.cacheLimit)
    private var asked: Set<BlobName> = []
    private var text: [UInt8] = []
    private let standIns: Set<BlobName>
    private var missing: Set<BlobName> = []

    /// A portion that has been asked for: what it waits for, and what it has.
    private struct Plan {
        var loaded: LoadedPortion
        var questions: [BlobName] = []
        var waiting: [(place: Int, isOld: Bool, name: BlobName)] = []

        /// Nothing may go on to be counted without what it waited for.
        func check() throws {
            if !waiting.isEmpty { throw GitTrouble.garbled("cat-file") }
        }
    }

    /// - Parameter canFlush: whether git knows `--batch-command` (2.36); older ones answer at once.
    init(
        questions: FileDescriptor, answers: FileDescriptor, canFlush: Bool, keepsBinary: Bool,
        standIns: Set<BlobName> = []
    ) {
        self.standIns = standIns
        self.questions = questions
        self.canFlush = canFlush
        self.answers = BlobAnswers(answers, keepsBinary: keepsBinary)
    }

    /// - Returns: how many contents are missing.
    mutating func run(from portions: Handover<LogPortion>, to loaded: Handover<LoadedPortion>) throws -> Int {
        var asked: [Plan] = []
        while let portion = portions.take() {
            asked.append(try ask(portion))
            if asked.count > Self.ahead { try loaded.put(try readFirst(of: &asked)) }
        }
        while !asked.isEmpty { try loaded.put(try readFirst(of: &asked)) }
        return missing.count
    }

    /// Reads what the first of the plans waits for. The others may wait for some of it too.
    private mutating func readFirst(of plans: inout [Plan]) throws -> LoadedPortion {
        var first = plans.removeFirst()
        try read(first)
        var used = settle(&first)
        for place in plans.indices { used += settle(&plans[place]) }
        used.forEach { cache.remove($0) }
        try first.check()
        cache.trim()
        return first.loaded
    }

    private mutating func ask(_ portion: LogPortion) throws -> Plan {
        var plan = Plan(loaded: LoadedPortion(sides: [], contents: portion.contents, finished: portion.finished))
        plan.loaded.sides.reserveCapacity(portion.contents.count)
        for (place, contents) in portion.contents.enumerated() {
            let new = find(contents.new, isOld: false, place, &plan)
            let old = find(contents.old, isOld: true, place, &plan)
            plan.loaded.sides.append((old, new))
        }
        text.removeAll(keepingCapacity: true)
        for name in plan.questions {
            if canFlush { text += Array("contents ".utf8) }
            name.append(to: &text)
            text.append(UInt8(ascii: "\n"))
        }
        if canFlush { text += Array("flush\n".utf8) }
        try questions.writeAll(text)
        return plan
    }

    /// What a side holds, if that is known already; otherwise it is asked for, once.
    private mutating func find(
        _ side: ChangedContents.Side, isOld: Bool, _ place: Int, _ plan: inout Plan
    ) -> BlobContent {
        let name = side.name
        if name.isNull { return .none }
        if side.mode == .submodule { return .bytes(Array("Subproject commit \(name.hex)\n".utf8)) }
        if side.isBinary { return .binary }
        if let content = cache[name] {
            if !isOld { cache.remove(name) }
            return content
        }
        if asked.insert(name).inserted { plan.questions.append(name) }
        plan.waiting.append((place, isOld, name))
        return .none
    }

    /// Reads the answers to a portion's questions into the cache.
    private mutating func read(_ plan: Plan) throws {
        for name in plan.questions {
            var content = try answers.next()
            if standIns.contains(name) { content = .missing }
            if case .missing = content { missing.insert(name) }
            cache.insert(content, for: name)
            asked.remove(name)
        }
    }

    /// Gives a portion what it waited for, as far as it has come, and tells what will not be wanted again.
    private mutating func settle(_ plan: inout Plan) -> [BlobName] {
        var used: [BlobName] = []
        plan.waiting.removeAll { place, isOld, name in
            guard let content = cache[name] else { return false }
            if isOld {
                plan.loaded.sides[place].old = content
            } else {
                plan.loaded.sides[place].new = content
                used.append(name)
            }
            return true
        }
        return used
    }
}
