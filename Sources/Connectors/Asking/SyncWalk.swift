import Foundation
import Records

/// One reading's way through its questions.
struct SyncWalk {
    let sync: Sync
    let reading: Reading
    var cursor: ReadingCursor
    /// A walk whose place has expired is begun again, once.
    private var beganAgain = false

    init(sync: Sync, reading: Reading, cursor: ReadingCursor) {
        (self.sync, self.reading, self.cursor) = (sync, reading, cursor)
    }

    mutating func run(_ fetch: Fetch, _ sink: SyncSink, followed: Int?, report: inout SyncReport) async throws {
        if cursor.queue.isEmpty { begin() }
        while let step = cursor.queue.first {
            report.calls += 1
            do {
                guard let reply = try await answer(to: step, fetch) else {
                    // Nothing changed: there is nothing to save, not even that.
                    cursor.queue = []
                    if cursor.followed != followed { try await end(SyncPage(of: self), followed, sink) }
                    return
                }
                try await take(reply, to: step, followed, sink, &report)
            } catch let trouble as AskingTrouble {
                try await take(trouble, at: step, followed, sink)
            }
        }
    }

    private mutating func begin() {
        cursor.queue = reading.start(cursor)
        cursor.newest = nil
        cursor.listed = [:]
    }

    /// Nil where the list is as it was.
    private func answer(to step: SyncStep, _ fetch: Fetch) async throws -> ToolReply? {
        var question = sync.question(step)
        let tag = cursor.tag?.path == question.url && question.body == nil ? cursor.tag : nil
        if let tag { question.headers["If-None-Match"] = tag.tag }
        let reply = try await fetch.reply(to: question) { step.objection(to: $0) }
        if reply.status == 304 {
            guard tag != nil else { throw AskingTrouble.unexpected(status: 304, url: question.url) }
            return nil
        }
        return reply
    }

    private mutating func take(
        _ reply: ToolReply, to step: SyncStep, _ followed: Int?, _ sink: SyncSink, _ report: inout SyncReport
    ) async throws {
        var outcome = try reading.read(step, reply, cursor)
        for listing in outcome.listings {
            let difference = try await sink.compare(listing)
            outcome.steps += (difference.unknown + difference.unlisted).compactMap(sync.single)
        }
        cursor.queue.removeFirst()
        cursor.queue.insert(contentsOf: outcome.steps, at: 0)
        note(outcome, reply)
        if step.role == SyncStep.head, let tag = reply.header("etag") {
            cursor.tag = .init(path: sync.question(step).url, tag: tag)
        }
        let url = sync.question(step).url
        var page = SyncPage(of: self)
        page.answers = outcome.answers.map { answer in
            var answer = answer
            answer.url = answer.url ?? url
            return answer
        }
        report.answers += page.answers.count
        if !page.answers.isEmpty { cursor.changes += 1 }
        try await finish(page, followed, sink)
    }

    /// So much is remembered of what is not there; beyond that, asking again costs less.
    private static let mostAbsent = 1_000

    private mutating func noteAbsent(_ step: SyncStep) {
        guard let number = step.number, let head = step.head else { return }
        var told = cursor.told ?? [:]
        if told.count >= Self.mostAbsent { told = [:] }
        told[String(number)] = head
        cursor.told = told
    }

    private mutating func note(_ outcome: StepOutcome, _ reply: ToolReply) {
        for (kind, numbers) in outcome.listed { cursor.listed[kind, default: NumberRanges()].insert(numbers) }
        if let unfinished = outcome.unfinished { cursor.unfinished = unfinished }
        if let pending = outcome.pending { cursor.pending = pending.isEmpty ? nil : pending }
        if let told = outcome.told { cursor.told = told }
        guard let newest = outcome.seen.values.max() else { return }
        cursor.newest = max(cursor.newest ?? newest, newest)
        // What changes twice within a second shows one time for both.
        let now = reply.header("date").flatMap(ToolLimit.instant)
        cursor.recent.merge(outcome.seen.filter { seen in now.map { $0 - seen.value > 2 } ?? true }) { max($0, $1) }
        if cursor.recent.count > 400 { cursor.keepRecent() }
    }

    private mutating func take(
        _ trouble: AskingTrouble, at step: SyncStep, _ followed: Int?, _ sink: SyncSink
    ) async throws {
        switch trouble {
        case .absent where step.role == SyncStep.confirm:
            cursor.queue.removeFirst()
            var page = SyncPage(of: self)
            page.gone = [step.after.flatMap { RecordKey($0) }].compactMap(\.self)
            try await finish(page, followed, sink)
        // A thing that went away since it was listed, or a part of it that this edition does not have.
        case .absent where step.isPart, .tooLittleScope where step.isPart && step.head == nil:
            cursor.queue.removeFirst()
            noteAbsent(step)
            try await finish(SyncPage(of: self), followed, sink)
        case .absent where reading.hasPlain && !cursor.isPlain,
            .tooLittleScope where reading.hasPlain && !cursor.isPlain:
            cursor.isPlain = true
            begin()
        case .cursorExpired where !beganAgain:
            beganAgain = true
            begin()
        case .absent, .tooLittleScope:
            cursor.queue = []
            // What an edition does not have is asked for again when the followed reading brings something.
            if followed != nil { try await end(SyncPage(of: self), followed, sink) }
            throw trouble
        default: throw trouble
        }
    }

    private mutating func finish(_ page: SyncPage, _ followed: Int?, _ sink: SyncSink) async throws {
        if cursor.queue.isEmpty { return try await end(page, followed, sink) }
        try await save(page, sink)
    }

    private func save(_ page: SyncPage, _ sink: SyncSink) async throws {
        var page = page
        page.cursor = try cursor.stored()
        page.isThrough = cursor.mark != nil
        page.waiting = cursor.queue.count
        try await sink.save(page)
    }

    /// The walk is through: from now on only what is newer has to be read.
    private mutating func end(_ page: SyncPage, _ followed: Int?, _ sink: SyncSink) async throws {
        cursor.mark = max(cursor.newest ?? 0, cursor.mark ?? 0)
        cursor.keepRecent()
        cursor.newest = nil
        cursor.listed = [:]
        cursor.followed = followed
        // Only a reading that comes round by the clock has to know when it was.
        cursor.endedAt = reading.every > 0 ? Int64(sync.now()) : nil
        try await save(page, sink)
    }
}

extension SyncPage {
    fileprivate init(of walk: SyncWalk) { self.init(reading: walk.reading.name, cursor: .null) }
}

extension SyncStep {
    /// The first page of a list, which tells by its tag whether anything changed.
    static let head = "head"
    static let page = "page"
    /// Asks whether a thing that is no longer listed is really gone.
    static let confirm = "confirm"

    /// Why a page is not the one that was asked for, by what its headers say of it; nil where nothing speaks against it.
    func objection(to reply: ToolReply) -> String? {
        guard size != nil, role != Self.graph else { return nil }
        if let told = reply.number("x-page"), told != page { return "page \(told) came in place of \(page)" }
        for (name, wanted) in [("next", page + 1), ("prev", page - 1)] {
            if let told = reply.page(linkedAs: name), told != wanted { return "another page came than \(page)" }
        }
        return nil
    }

    var isList: Bool { role == Self.head || role == Self.page }

    /// Whether the walk can go on without it.
    var isPart: Bool { !isList && role != Self.graph }

    /// Asked of the GraphQL interface.
    static let graph = "graph"
}

extension ToolReply {
    /// The number of the page that the header `Link` names: `<https://…&page=3>; rel="next"`.
    fileprivate func page(linkedAs name: String) -> Int? {
        for link in (header("link") ?? "").split(separator: ",") where link.contains("rel=\"\(name)\"") {
            let query = link.prefix { $0 != ">" }.split(whereSeparator: { $0 == "?" || $0 == "&" })
            return query.lazy.filter { $0.hasPrefix("page=") }.compactMap { Int($0.dropFirst(5)) }.first
        }
        return nil
    }
}

extension ReadingCursor {
    /// Forgets what no later walk can meet at its head.
    mutating func keepRecent() {
        let latest = max(newest ?? 0, mark ?? 0) - Self.overlap
        let order = recent.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
        let kept = order.prefix(200) + order.dropFirst(200).prefix { $0.value >= latest }
        recent = Dictionary(uniqueKeysWithValues: Array(kept))
    }
}
