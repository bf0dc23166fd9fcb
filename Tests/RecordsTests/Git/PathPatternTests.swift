import Foundation
import Records
import TestKit
import Testing

@Suite("Path patterns")
struct PathPatternTests {
    @Test(arguments: [
        ("*.swift", "a/b.swift", true), ("*.swift", "a/b.swifty", false), ("/a", "a", true), ("/a", "b/a", false),
        ("a/b", "a/b", true), ("a/b", "x/a/b", false), ("**/b", "b", true), ("**/b", "x/y/b", true),
        ("a/**", "a/x/y", true), ("a/**", "a", false), ("a/**/b", "a/b", true), ("a/**/b", "a/x/y/b", true),
        ("a/*", "a/x", true), ("a/*", "a/x/y", false), ("a?c", "abc", true), ("a?c/d", "a/c/d", false),
        ("[a-c]x", "bx", true), ("[!a-c]x", "bx", false), ("[[:digit:]]", "7", true), (#"\*"#, "*", true),
        (#"\*"#, "a", false), ("[]a]", "]", true), ("[a", "[a", false), ("folder/", "folder", false),
    ])
    func `matches a path as git does`(_ pattern: String, _ path: String, _ expected: Bool) {
        #expect(PathPattern(pattern).matches(path) == expected)
    }

    @Test func `a pattern for folders takes in what lies in them`() {
        let pattern = PathPattern("build/")
        #expect(pattern.matches("a/build", isFolder: true))
        #expect(pattern.matchesWithin("a/build/x/y.o"))
        #expect(!pattern.matchesWithin("a/build"))
    }

    @Test func `a pattern counts from the folder that it stands in`() {
        let pattern = PathPattern("/x.txt", base: "a/b")
        #expect(pattern.matches("a/b/x.txt"))
        #expect(!pattern.matches("x.txt"))
        #expect(!pattern.matches("a/bx.txt"))
    }

    @Test(arguments: [1, 2, 3])
    func `thousands of random patterns ignore what git ignores`(_ seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        let repository = try ScratchRepository()
        let paths = (0..<120).map { _ in chance.path() }
        for _ in 0..<40 {
            let pattern = chance.pattern()
            try repository.write(pattern + "\n", to: ".git/info/exclude")
            let output = try repository.answer(
                ["check-ignore", "--no-index", "-z", "--stdin"], input: .init(paths.joined(separator: "\0").utf8),
                accepting: [0, 1])
            let ignored = Set(output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) })
            let ours = PathPattern(pattern)
            for path in paths {
                #expect(ours.matchesWithin(path) == ignored.contains(path), "\(pattern) and \(path)")
            }
        }
    }
}

extension SeededGenerator {
    /// A path of few different parts, so that patterns find something.
    mutating func path() -> String {
        let names = ["a", "b", "ab", "abc", "a.c", "b.txt", "x", "c d", "A", "a-b", "[a", "e1"]
        return (0..<Int.random(in: 1...4, using: &self)).map { _ in names.randomElement(using: &self) ?? "a" }
            .joined(separator: "/")
    }

    mutating func pattern() -> String {
        let parts = [
            "a", "b", "*", "**", "?", "/", "/", "[ab]", "[!a]", "[a-c]", "x", ".c", "*.txt", "\\a", "\\*",
            "[[:alpha:]]",
            "**/", "/**", "e[0-9]", "[]a]", "[[a]",
        ]
        while true {
            let pattern = (0..<Int.random(in: 1...5, using: &self)).map { _ in parts.randomElement(using: &self) ?? "" }
                .joined()
            // Alone these mean nothing, or another thing than a pattern.
            if !pattern.allSatisfy({ $0 == "/" }) { return pattern }
        }
    }
}
