import Testing

@testable import Signals

@Suite("Modules")
struct ModulesTests {
    @Test func `the top directories are modules, and loose files belong to the top`() {
        let modules = Modules(of: ["api/a.go", "billing/b.go", "main.go"])
        #expect(modules.paths == [".", "api", "billing"])
        #expect(modules.ofFile == [1, 2, 0])
    }

    @Test func `a directory with more than a tenth of the files is split, and keeps what lies in it directly`() {
        let files =
            ["src/main.c"] + (0..<12).map { "src/net/\($0).c" } + (0..<12).map { "src/disk/\($0).c" }
            + (0..<3).map { "tools/\($0).c" }
        #expect(Modules(of: files).paths == ["src", "src/disk", "src/net", "tools"])
    }

    @Test func `a chain of lone directories becomes one module each at its end`() {
        let files = (0..<10).map { "src/main/java/a/\($0).java" } + (0..<10).map { "src/main/java/b/\($0).java" }
        #expect(Modules(of: files).paths == ["src/main/java/a", "src/main/java/b"])
    }

    @Test func `hundreds of small packages give forty modules at most, the largest and the first by name`() {
        let files = (100..<300).flatMap { package in (0..<3).map { "packages/\(package)/\($0).ts" } }
        let modules = Modules(of: files)
        #expect(modules.paths.count == Modules.most)
        #expect(modules.paths.contains("packages/100"))
        #expect(modules.module(of: "packages/299/0.ts") == "packages")
    }

    @Test func `the order of the files decides nothing`() {
        let files = (0..<200).map { "a\($0 % 3)/b\($0 % 7)/\($0).c" }
        #expect(Modules(of: files).paths == Modules(of: files.reversed()).paths)
    }

    @Test func `a path that is no source file belongs to the nearest directory that is a module`() {
        let modules = Modules(of: ["api/a.go", "billing/b.go"])
        #expect(modules.module(of: "api/docs/guide.md") == "api")
        #expect(modules.module(of: "README.md") == ".")
    }

    @Test func `no files make no modules`() {
        #expect(Modules(of: []).paths.isEmpty)
    }
}
