/// The files of a repository while its history is written.
struct SourceTree: Sendable {
    private(set) var files: [String: [String]] = [:]
    private let repository: Organisation.Repository

    init(_ repository: Organisation.Repository) { self.repository = repository }

    /// What one change does to one file.
    struct Edit: Sendable {
        var path: String
        var added: Int
        var deleted: Int
    }

    mutating func put(_ path: String, _ lines: [String]) { files[path] = lines }

    func text(_ path: String) -> String { (files[path] ?? []).joined(separator: "\n") + "\n" }

    /// The edits of a change of a size, in a module and in what usually changes with it.
    func edits(_ size: Int, files count: Int, module: Int, _ dice: inout Dice) -> [Edit] {
        let own = repository.modules[module]
        var paths = (0..<max(1, min(count, 4))).map { _ in
            "src/\(own.name)/\(InventedSources.files[dice.place(InventedSources.shares)]).py"
        }
        if dice.chance(0.72) { paths.append("tests/test_\(own.name).py") }
        // The rules of the first two parts know of each other, though nothing says so.
        if module < 2, dice.chance(0.45) { paths.append("src/\(repository.modules[1 - module].name)/rules.py") }
        if paths.contains(where: { $0.hasSuffix("store.py") }), dice.chance(0.6) {
            paths.append("migrations/\(own.name).sql")
        }
        if dice.chance(0.08) { paths.append("docs/architecture.md") }
        paths = Array(Set(paths)).sorted()
        let weights = paths.map { _ in 0.2 + dice.unit() }
        let all = weights.reduce(0, +)
        return zip(paths, weights).map { path, weight in
            let lines = max(1, Int(Double(size) * weight / all))
            let deleted = Int(Double(lines) * dice.unit() * 0.45)
            return Edit(path: path, added: max(1, lines - deleted), deleted: deleted)
        }
    }

    /// - Returns: what was added and deleted in the end: nothing is deleted that is not there.
    mutating func apply(_ edit: Edit, _ writing: inout CodeWriting) -> (added: Int, deleted: Int) {
        var lines = files[edit.path] ?? []
        let module = repository.modules.first {
            edit.path.contains("/\($0.name)/") || edit.path.contains("\($0.name).")
        }
        let things = (module ?? repository.modules[0]).things
        let deleted = min(edit.deleted, max(0, lines.count - 5))
        if deleted > 0 {
            let from = writing.dice.whole(0...lines.count - deleted)
            lines.removeSubrange(from..<from + deleted)
        }
        let new = Self.new(edit, things, &writing)
        lines.insert(contentsOf: new, at: lines.isEmpty ? 0 : writing.dice.whole(0...lines.count))
        files[edit.path] = lines
        return (new.count, deleted)
    }

    private static func new(_ edit: Edit, _ things: [String], _ writing: inout CodeWriting) -> [String] {
        if edit.path.hasPrefix("tests/") {
            var lines: [String] = []
            while lines.count < edit.added { lines += writing.test(things) }
            return Array(lines.prefix(edit.added))
        }
        if edit.path.hasSuffix(".sql") {
            return (0..<edit.added).map {
                "ALTER TABLE \(things[$0 % things.count]) ADD COLUMN c\(writing.dice.whole(1...9999)) integer;"
            }
        }
        if edit.path.hasSuffix(".md") {
            return (0..<edit.added).map { "The \(things[$0 % things.count]) has a rule of its own." }
        }
        return writing.lines(edit.added, about: things)
    }
}
