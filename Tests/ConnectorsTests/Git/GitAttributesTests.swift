import Connectors
import Foundation
import Records
import TestKit
import Testing

@Suite("Attributes and line counts")
struct GitAttributesTests {
    @Test func `a work tree's attributes decide as they do for git, a bare clone has none`() async throws {
        let scratch = try ScratchRepository()
        try scratch.write(
            """
            *.lock -diff
            *.dat binary
            forced.bin diff
            deep/*.txt -diff
            *.lang diff=swift

            """, to: ".gitattributes")
        try scratch.write("*.keep -diff\nback.keep diff\n", to: "sub/.gitattributes")
        for name in ["a.lock", "b.dat", "deep/c.txt", "d.lang", "e.txt", "sub/f.keep", "sub/back.keep"] {
            try scratch.write("one\n", to: name)
        }
        try scratch.write(Data([1, 0, 10, 2, 10]), to: "forced.bin")
        try scratch.write(Data([1, 0, 10, 2, 10]), to: "plain.bin")
        try FileManager.default.createSymbolicLink(atPath: scratch.path + "/link.lock", withDestinationPath: "a.lock")
        try scratch.commit("One")
        try scratch.git("mv", "e.txt", "e.lock")
        try scratch.write("one\ntwo\n", to: "a.lock")
        try scratch.write(Data([1, 0, 10, 3, 10]), to: "forced.bin")
        try scratch.commit("Two")

        let here = try await WholeHistory(scratch.path)
        #expect(here.lines.contains("M binary a.lock"))
        #expect(here.lines.contains("M 1 1 forced.bin"))
        #expect(here.lines.contains("A 1 0 link.lock"))
        #expect(here.numstat == (try WholeHistory.numstat(of: scratch.path)))

        let bare = scratch.folder + "/bare.git"
        try scratch.git("clone", "--quiet", "--bare", scratch.path, bare)
        let there = try await WholeHistory(bare)
        #expect(there.lines.contains("M 1 0 a.lock"))
        #expect(there.numstat == (try WholeHistory.numstat(of: bare)))
    }
}
