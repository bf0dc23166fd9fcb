extension FileFormat {
    /// Every kind of file that can be read, one line each. The first that a file looks like is taken for it.
    package static let all: [FileFormat] = [
        FileFormat("junit", "JUnit XML") {
            $0.root == "testsuites" || $0.root == "testsuite"
        } make: { _ in
            tests
        },
        FileFormat("nunit", "NUnit XML") {
            ["test-run", "test-results", "test-suite"].contains($0.root)
        } make: { _ in
            tests
        },
        FileFormat("xunit", "xUnit.net XML") {
            $0.root == "assemblies" || $0.root == "assembly"
        } make: { _ in
            tests
        },
        FileFormat("trx", "Visual Studio test results") {
            $0.root == "TestRun"
        } make: { _ in
            tests
        },
        FileFormat("ctrf", "CTRF") {
            $0.isJSON && $0.has("CTRF")
        } make: { _ in
            JSONFile(CtrfReader())
        },
        FileFormat("go-test", "go test -json") {
            $0.isJSON && $0.has("\"Action\"")
        } make: { _ in
            JSONFile(GoTestReader())
        },
        FileFormat("tap", "TAP") {
            $0.begins(["TAP version", "1..", "ok ", "not ok "])
        } make: { _ in
            LineFile(TapReader())
        },
        FileFormat("jacoco", "JaCoCo XML") {
            $0.root == "report"
        } make: { _ in
            XMLFile(JacocoReader())
        },
        FileFormat("clover", "Clover XML") {
            $0.root == "coverage" && $0.has(" clover=")
        } make: { _ in
            coverage
        },
        FileFormat("sonarqube", "SonarQube generic coverage") {
            $0.root == "coverage" && $0.has("lineToCover")
        } make: { _ in
            coverage
        },
        FileFormat("cobertura", "Cobertura XML") {
            $0.root == "coverage"
        } make: { _ in
            coverage
        },
        FileFormat("lcov", "lcov tracefile") {
            $0.begins(["TN:", "SF:"])
        } make: { _ in
            LcovReader()
        },
        FileFormat("sarif", "SARIF 2.1.0") {
            $0.isJSON && ($0.has("\"runs\"") || $0.has("sarif"))
        } make: { _ in
            JSONFile(SarifReader())
        },
        FileFormat("eslint", "ESLint JSON") {
            $0.isJSON && $0.has("\"filePath\"")
        } make: { _ in
            JSONFile(EslintReader())
        },
        FileFormat("prettier", "Prettier's list") {
            $0.begins(["Checking formatting", "[warn] ", "[error] "])
        } make: { _ in
            LineFile(PrettierReader())
        },
        FileFormat("lint", "file:line:column: code text") {
            $0.isFindings
        } make: {
            LineFile(LintLinesReader(tool: $0.tool))
        },
        FileFormat(mapped: "json-lines", "JSON Lines, with a mapping") {
            $0.isJSON
        } make: {
            $1 ? LineFile(JSONRowsReader($0)) as any RecordReading : JSONFile(JSONLinesReader($0))
        },
        FileFormat(mapped: "csv", "CSV, with a mapping") {
            $0.isTable
        } make: {
            TableReader($0, setsAside: $1)
        },
    ]

    private static var tests: any RecordReading { XMLFile(TestReportReader()) }
    private static var coverage: any RecordReading { XMLFile(CoverageReportReader()) }

    package static func named(_ id: String) -> FileFormat? { all.first { $0.id == id } }

    /// Bytes from a file's beginning that are enough to tell its kind.
    package static let headLength = 4096

    /// What kind of file begins so; nil where that does not tell.
    package static func detect(_ head: some Sequence<UInt8>) -> FileFormat? {
        let head = FileHead(head.prefix(headLength))
        return all.first { $0.isLikely(head) }
    }
}
