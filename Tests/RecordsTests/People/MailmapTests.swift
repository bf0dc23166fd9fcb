import Foundation
import TestKit
import Testing

@testable import Records

@Suite("Mail map")
struct MailmapTests {
    private func canonical(_ map: String, _ name: String, _ email: String) -> String {
        Self.text(Mailmap(map).canonical(Signature(name: name, email: email)))
    }

    private static func text(_ signature: Signature) -> String {
        signature.name.isEmpty ? "<\(signature.email)>" : "\(signature.name) <\(signature.email)>"
    }

    @Test(arguments: [
        ("a new name", "Ana Čech <ana@x.io>", "Ana Čech <ana@x.io>"),
        ("a new address", "<ana@new.io> <ana@x.io>", "ana <ana@new.io>"),
        ("both", "Ana Čech <ana@new.io> <ana@x.io>", "Ana Čech <ana@new.io>"),
        ("the old name as well", "Ana Čech <ana@new.io> ana <ana@x.io>", "Ana Čech <ana@new.io>"),
        ("another old name", "Ana Čech <ana@new.io> bob <ana@x.io>", "ana <ana@x.io>"),
        ("letter case aside", "Ana Čech <ana@new.io> ANA <ANA@X.IO>", "Ana Čech <ana@new.io>"),
        ("spaces around", "  Ana Čech \t <ana@x.io>\r", "Ana Čech <ana@x.io>"),
        ("a comment", "# Ana Čech <ana@x.io>", "ana <ana@x.io>"),
        ("no line at all", "Ana Čech ana@x.io", "ana <ana@x.io>"),
        ("the name before the address", "A <a@1> <ana@x.io>\nB <b@2> ana <ana@x.io>\nC <c@3> <ana@x.io>", "B <b@2>"),
        ("the later of two", "A <a@1> <ana@x.io>\nB <b@2> <ana@x.io>", "B <b@2>"),
        ("two halves", "A <ana@x.io>\n<b@2> <ana@x.io>", "A <b@2>"),
        ("no chain", "A <b@2> <ana@x.io>\nC <c@3> <b@2>", "A <b@2>"),
    ])
    func `reads a line as git does`(_ what: String, _ map: String, _ expected: String) {
        #expect(canonical(map, "ana", "ana@x.io") == expected)
    }

    @Test func `says whether it speaks of a signature`() {
        let map = Mailmap("Ana <ana@x.io>\n")
        #expect(map.names(Signature(name: "Ana", email: "ANA@x.io")))
        #expect(!map.names(Signature(name: "Ana", email: "bo@x.io")))
    }

    @Test func `agrees with git on random maps`() throws {
        let repository = try ScratchRepository()
        var chance = SeededGenerator(seed: 2_026)
        for _ in 0..<120 {
            let map = Self.randomMap(using: &chance)
            #expect(try Self.git(map, in: repository) == Self.own(map), "\(map.debugDescription)")
        }
    }

    @Test func `survives a map of random bytes, and agrees with git on it`() throws {
        let repository = try ScratchRepository()
        var chance = SeededGenerator(seed: 7)
        let bytes = Array("<<<>>>@@ab\t\r\n\n  #".utf8)
        for _ in 0..<60 {
            let count = Int.random(in: 1...200, using: &chance)
            let map = String(
                decoding: (0..<count).compactMap { _ in bytes.randomElement(using: &chance) }, as: UTF8.self)
            #expect(try Self.git(map, in: repository) == Self.own(map), "\(map.debugDescription)")
        }
    }

    // Real pairs, with git's own answer for each; see the folder's README.
    @Test(.enabled(if: SharedData.isPresent, "needs ../shared/data"))
    func `gives for 634 real pairs the 567 that git gives`() throws {
        let project = "identity/swiftlang-swift-package-manager"
        let map = Mailmap(try String(contentsOf: SharedData.file("\(project).mailmap"), encoding: .utf8))
        let rows = try String(contentsOf: SharedData.file("\(project).pairs.tsv"), encoding: .utf8)
            .split(separator: "\n").dropFirst()
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
        let canonical = rows.map { map.canonical(Signature(name: $0[0], email: $0[1])) }
        #expect(rows.count == 634)
        #expect(canonical == rows.map { Signature(name: $0[3], email: $0[4]) })
        #expect(Set(canonical).count == 567)

        let signatures = rows.map { Signature(name: $0[0], email: $0[1]) }
        let identities = Identities.resolve(
            signatures: signatures, commits: commits(by: Array(signatures.indices)), mailmap: map)
        #expect(identities.pairsAfterMailmap == 567)
    }

    private static let names = ["Ana Čech", "ana čech", "ANA Čech", "Bo", "bo", "C D", "Ä", "a"]
    private static let emails = ["a@x", "A@x", "b@y", "B@Y", "é@z", "É@z", "a", "@@ab"]
    private static let signatures = names.flatMap { name in emails.map { Signature(name: name, email: $0) } }

    private static func own(_ map: String) -> [String] {
        let map = Mailmap(map)
        return signatures.map { text(map.canonical($0)) }
    }

    private static func git(_ map: String, in repository: ScratchRepository) throws -> [String] {
        try repository.write(map, to: "map")
        let asked = signatures.map { "\($0.name) <\($0.email)>\n" }.joined()
        let answer = try repository.answer(
            ["-c", "mailmap.file=map", "check-mailmap", "--stdin"], input: Data(asked.utf8))
        return String(decoding: answer, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private static func randomMap(using chance: inout SeededGenerator) -> String {
        func one(_ texts: [String]) -> String { texts.randomElement(using: &chance) ?? "" }
        func address() -> String {
            Int.random(in: 0..<8, using: &chance) == 0 ? one(["<>", "a@x", "<a@x", "< a@x >"]) : "<\(one(emails))>"
        }
        func part() -> String { one(["", " ", "\t"]) + one(names + [""]) + one(["", " ", "  "]) + address() }
        return (0..<Int.random(in: 1...12, using: &chance)).map { _ in
            let start = Int.random(in: 0..<10, using: &chance) == 0 ? "#" : ""
            let second = Bool.random(using: &chance) ? part() : ""
            return start + part() + second + one(["", "", "", " # <q@q>", "\r", " x"]) + "\n"
        }.joined()
    }
}

/// Commits of which each is authored by one of the signatures, by place.
func commits(by authors: [Int]) -> [Commit] {
    authors.enumerated().compactMap { number, author in
        ObjectID(String(repeating: "0", count: 32) + String(format: "%08x", number)).map { id in
            Commit(
                id: id, parents: [], author: Int32(author), authored: Moment(seconds: 0), committer: Int32(author),
                committed: Moment(seconds: 0), subject: "Work")
        }
    }
}
