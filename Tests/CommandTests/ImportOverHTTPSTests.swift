import Foundation
import TestKit
import Testing

@Suite("tutti import git, from a server that speaks https", .timeLimit(.minutes(40)))
struct ImportOverHTTPSTests {
    @Test func `brings in what is there, and later what came since`() throws {
        let repository = try ScratchRepository.ensemble()
        let server = try GitOverHTTPS(serving: repository.folder)
        let arguments = ["import", "git", server.address + "/work", "--data", repository.folder + "/data"]
        func bring() throws -> (status: Int32, output: String, errors: String) {
            try BuiltProgram.run(BuiltProgram.path("tutti"), arguments, environment: server.trust)
        }
        let first = try bring()
        #expect(first.output == "work: 26 new commits\n", "\(first.errors)")
        try repository.write("more\n", to: "more")
        try repository.commit("More")
        let second = try bring()
        #expect(second.output == "work: 1 new commit\n", "\(second.errors)")
    }

    @Test func `a certificate that nobody trusts is one sentence`() throws {
        let repository = try ScratchRepository.ensemble()
        let server = try GitOverHTTPS(serving: repository.folder)
        let answer = try TuttiProgram.run(
            "import", "git", server.address + "/work", "--data", repository.folder + "/data",
            environment: ["no_proxy": "localhost"])
        #expect(answer.status == 3)
        #expect(answer.errors.contains("Cloning from \(server.address.dropFirst(8)) failed"), "\(answer.errors)")
        #expect(answer.errors.contains("certificate"), "\(answer.errors)")
        #expect(answer.errors.filter { $0 == "\n" }.count == 1, "\(answer.errors)")
    }
}
