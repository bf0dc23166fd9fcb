/// The name that somebody probably meant.
enum Nearest {
    /// Nil when no name is near: more than a third of the letters would have to change.
    static func name(to typed: String, among names: [String]) -> String? {
        let typed = typed.lowercased()
        let ranked = names.map { ($0, distance(Array(typed), Array($0))) }.min { ($0.1, $0.0) < ($1.1, $1.0) }
        guard let (name, distance) = ranked, distance * 3 <= max(name.count, 3) else {
            return names.first { $0.contains(typed) && typed.count > 2 }
        }
        return name
    }

    /// Insertions, deletions and replacements that lead from one to the other (Levenshtein 1966).
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (place, other) in right.enumerated() {
                let replaced = diagonal + (letter == other ? 0 : 1)
                diagonal = row[place + 1]
                row[place + 1] = min(replaced, diagonal + 1, row[place] + 1)
            }
        }
        return row[right.count]
    }
}
