import Records

/// The parts of a repository that a conversation can be about: directories, cut at a sensible depth.
///
/// The rule: the top directories are modules. The largest module that still holds more than a tenth of the source
/// files (and at least ten) is split into its directories, largest first, until there are forty or nothing is left
/// to split. A directory with less than a two-hundredth of the files stays with its parent, and what lies directly
/// in a split directory keeps that directory's name. Only the head's source files decide, so the same tree always
/// gives the same modules.
package struct Modules: Sendable {
    /// Sorted. "." is the top of the repository.
    package let paths: [String]
    /// For every path that was given, the place of its module in `paths`.
    package let ofFile: [Int]

    package static let most = 40

    package init(_ snapshot: Snapshot, pathRules: [String] = []) {
        var options = Evidence.Options()
        options.pathRules = pathRules
        self.init(of: snapshot.files.filter { $0.isSource && options.covers($0.path) }.map(\.path))
    }

    /// - Parameter files: the paths of the source files at the head.
    package init(of files: [String]) {
        var splitting = Splitting(files)
        splitting.run()
        paths = splitting.members.keys.sorted()
        var ofFile = [Int](repeating: 0, count: files.count)
        for (place, path) in paths.enumerated() {
            for file in splitting.members[path] ?? [] { ofFile[file] = place }
        }
        self.ofFile = ofFile
    }

    /// The module that a path belongs to, also one that is no source file: its nearest directory that is a module.
    package func module(of path: String) -> String {
        var directory = path[...]
        while let slash = directory.lastIndex(of: "/") {
            directory = directory[..<slash]
            if paths.contains(String(directory)) { return String(directory) }
        }
        return "."
    }
}

private struct Splitting {
    let files: [String]
    var members: [String: [Int]]
    /// Split already, or without directories.
    var done: Set<String> = []

    init(_ files: [String]) {
        self.files = files
        members = files.isEmpty ? [:] : [".": Array(files.indices)]
    }

    mutating func run() {
        split(".")
        while let next = largest() { split(next) }
    }

    private func largest() -> String? {
        guard members.count < Modules.most else { return nil }
        return members.filter { !done.contains($0.key) && $0.value.count >= 10 && $0.value.count * 10 > files.count }
            .max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }?.key
    }

    private mutating func split(_ module: String) {
        done.insert(module)
        guard let own = members[module] else { return }
        let prefix = module == "." ? 0 : module.utf8.count + 1
        var directories: [String: [Int]] = [:]
        var rest: [Int] = []
        for file in own {
            if let directory = directory(of: files[file], after: prefix) {
                directories[directory, default: []].append(file)
            } else {
                rest.append(file)
            }
        }
        let bySize = directories.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        members[module] = nil
        for (directory, inside) in bySize {
            if inside.count * 200 >= files.count, members.count + 1 < Modules.most {
                members[directory] = inside
            } else {
                rest += inside
            }
        }
        if !rest.isEmpty { members[module] = rest }
    }

    /// The path down to the first slash after `prefix` bytes; nil where there is none.
    private func directory(of path: String, after prefix: Int) -> String? {
        let start = path.utf8.index(path.utf8.startIndex, offsetBy: prefix)
        return path.utf8[start...].firstIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) }
    }
}
