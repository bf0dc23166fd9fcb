import Records

/// Records that are told at once, as a source tells them.
package struct Part: Sendable {
    package var records: [Record]
    /// Milliseconds since 1970.
    package var at: Int64
    /// The build that tests, coverage and findings belong to.
    package var run: RecordKey?

    init(_ records: [Record], at: Int64, run: RecordKey? = nil) {
        self.records = records
        self.at = at * 1000
        self.run = run
    }
}

/// What telling needs to know of repositories: names of commits, and what pull requests changed.
struct Repositories: Sendable {
    /// A commit's name, by which deployments and builds are tied to a history.
    var name: @Sendable (Mark) -> String
    /// The files that a pull request changes, by its repository and number.
    var files: @Sendable (Int, Int) -> [PullRequestFile]?

    /// Without histories: names are made up.
    static func madeUp(_ seed: UInt64) -> Repositories {
        Repositories(
            name: { mark in
                var dice = Dice(seed: seed, 6, mark.repository, mark.number)
                let digits = (0..<3).map { _ in String(dice.next() | 1 << 63, radix: 16) }.joined()
                return String(digits.prefix(40))
            }, files: { _, _ in nil })
    }
}
