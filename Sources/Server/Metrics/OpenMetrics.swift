/// Numbers in the text format of OpenMetrics 1.0.
struct OpenMetrics {
    private var lines: [String] = []

    static let contentType = "application/openmetrics-text; version=1.0.0; charset=utf-8"

    var text: String { lines.joined(separator: "\n") + "\n# EOF\n" }

    mutating func family(_ name: String, _ type: String, _ help: String, unit: String? = nil) {
        lines.append("# TYPE \(name) \(type)")
        if let unit { lines.append("# UNIT \(name) \(unit)") }
        lines.append("# HELP \(name) \(Self.escaped(help))")
    }

    mutating func sample(_ name: String, _ labels: [(String, String)] = [], _ value: Double) {
        let written = labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
        lines.append(name + (written.isEmpty ? "" : "{\(written)}") + " " + Self.written(value))
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n").replacing("\"", with: "\\\"")
    }

    private static func written(_ value: Double) -> String {
        if let whole = Int64(exactly: value) { return String(whole) }
        return "\(value)"
    }
}

extension OpenMetrics {
    /// - Parameter inbox: webhooks that wait and dead letters; nil where the database does not answer.
    init(
        _ state: Metrics.State, _ process: ProcessFigures, livePages: Int, inbox: (waiting: Int, dead: Int)? = nil
    ) {
        addRequests(state)
        addDurations(state)
        addImports(state)
        addHooks(state, inbox)
        family("tutti_live_pages", "gauge", "Open event streams.")
        sample("tutti_live_pages", Double(livePages))
        add(process)
    }

    private mutating func addRequests(_ state: Metrics.State) {
        family("http_requests", "counter", "Answers by route, method and status.")
        for (answered, count) in state.answered.sorted(by: { Self.order($0.key) < Self.order($1.key) }) {
            let labels = [("route", answered.route), ("method", answered.method), ("status", String(answered.status))]
            sample("http_requests_total", labels, Double(count))
        }
    }

    private static func order(_ answered: Metrics.Answered) -> (String, String, Int) {
        (answered.route, answered.method, answered.status)
    }

    private mutating func addDurations(_ state: Metrics.State) {
        let name = "http_request_duration_seconds"
        family(name, "histogram", "Time until an answer began, by route.", unit: "seconds")
        for (route, durations) in state.durations.sorted(by: { $0.key < $1.key }) {
            var total = 0
            for (place, count) in durations.counts.enumerated() {
                total += count
                let isLast = place == Metrics.Durations.limits.count
                let limit = isLast ? "+Inf" : "\(Metrics.Durations.limits[place])"
                sample(name + "_bucket", [("route", route), ("le", limit)], Double(total))
            }
            sample(name + "_count", [("route", route)], Double(total))
            sample(name + "_sum", [("route", route)], durations.sum)
        }
    }

    private mutating func addImports(_ state: Metrics.State) {
        family("tutti_imports", "counter", "Imports of repositories, by how they ended.")
        for (end, count) in state.imports.sorted(by: { $0.key < $1.key }) {
            sample("tutti_imports_total", [("end", end)], Double(count))
        }
        family("tutti_imported_commits", "counter", "Commits brought in by this process.")
        sample("tutti_imported_commits_total", Double(state.importedCommits))
    }

    private mutating func addHooks(_ state: Metrics.State, _ inbox: (waiting: Int, dead: Int)?) {
        family("tutti_webhooks", "counter", "Webhooks that came to this process, by what became of them.")
        for (end, count) in state.hooks.sorted(by: { $0.key < $1.key }) {
            sample("tutti_webhooks_total", [("end", end)], Double(count))
        }
        family("tutti_webhooks_read", "counter", "Stored webhooks that this process read, by how it went.")
        for (end, count) in state.drained.sorted(by: { $0.key < $1.key }) {
            sample("tutti_webhooks_read_total", [("end", end)], Double(count))
        }
        guard let inbox else { return }
        family("tutti_inbox", "gauge", "Stored webhooks that are not read yet, and those that cannot be.")
        sample("tutti_inbox", [("state", "waiting")], Double(inbox.waiting))
        sample("tutti_inbox", [("state", "dead")], Double(inbox.dead))
    }

    private mutating func add(_ process: ProcessFigures) {
        family("process_resident_memory_bytes", "gauge", "Memory of this process in RAM.", unit: "bytes")
        sample("process_resident_memory_bytes", Double(process.residentBytes))
        family("process_cpu_seconds", "counter", "Processor time of this process.", unit: "seconds")
        sample("process_cpu_seconds_total", process.processorSeconds)
        family("process_open_fds", "gauge", "Open files and connections of this process.")
        sample("process_open_fds", Double(process.openFiles))
    }

    private mutating func sample(_ name: String, _ value: Double) { sample(name, [], value) }
}
