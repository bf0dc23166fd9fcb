import TestKit
import Testing

@Suite("Memory of reading files")
struct FileMemoryTests {
    /// A fifth of what is promised to stay under 100 MB, so that the test is quick; what grows with a file shows there too.
    @Test(arguments: [("junit", 40_000), ("lcov", 200_000), ("cobertura", 200_000), ("sarif", 20_000), ("csv", 50_000)])
    func `stays small however large the file is`(_ format: String, _ count: Int) throws {
        let run = try BuiltProgram.run(BuiltProgram.path("formats"), [format, "\(count)"])
        #expect(run.status == 0, "\(run.errors)")
        let match = try #require(run.output.firstMatch(of: /at most (\d+) kB/))
        let kilobytes = try #require(Int(match.1))
        #expect(kilobytes < 60_000, "\(run.output)")
    }
}
