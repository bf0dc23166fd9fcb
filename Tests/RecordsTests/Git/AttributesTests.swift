import Foundation
import Records
import TestKit
import Testing

@Suite("Attributes")
struct AttributesTests {
    @Test func `a later line and a deeper file win`() {
        let attributes = Attributes(files: [
            ".gitattributes": "*.js linguist-vendored\n/lib/*.js -linguist-vendored\n",
            "lib/deep/.gitattributes": "*.js linguist-vendored=false linguist-generated\n",
        ])
        #expect(attributes.states(of: "a.js") == ["linguist-vendored": .set])
        #expect(attributes.states(of: "lib/a.js") == ["linguist-vendored": .unset])
        #expect(
            attributes.states(of: "lib/deep/a.js") == [
                "linguist-vendored": .value("false"), "linguist-generated": .set,
            ])
    }

    @Test func `binary brings its three settings, and a mark takes one back`() {
        let attributes = Attributes(files: [".gitattributes": "*.png binary\n/icon.png !diff\n"])
        #expect(attributes.states(of: "a.png") == ["binary": .set, "diff": .unset, "merge": .unset, "text": .unset])
        #expect(attributes.states(of: "icon.png") == ["binary": .set, "merge": .unset, "text": .unset])
    }

    @Test(arguments: [1, 2, 3, 4])
    func `random files say what git's own check says`(_ seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        let repository = try ScratchRepository()
        let paths = Set((0..<80).map { _ in chance.path() }).sorted()
        for _ in 0..<6 {
            var files: [String: String] = [:]
            for folder in ["", "a/", "a/b/", "x/"] {
                let text = (0..<8).map { _ in chance.attributeLine() }.joined(separator: "\n") + "\n"
                try repository.write(text, to: folder + ".gitattributes")
                files[folder + ".gitattributes"] = text
            }
            let ours = Attributes(files: files)
            let theirs = try statesByGit(paths, in: repository)
            for path in paths {
                #expect(ours.states(of: path) == theirs[path] ?? [:], "\(path) with \(files)")
            }
        }
    }

    private func statesByGit(_ paths: [String], in repository: ScratchRepository) throws
        -> [String: [String: Attributes.State]]
    {
        let output = try repository.answer(
            ["check-attr", "-z", "--stdin", "-a"], input: Data(paths.joined(separator: "\0").utf8))
        let fields = output.split(separator: 0, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        var states: [String: [String: Attributes.State]] = [:]
        for place in stride(from: 0, to: fields.count - 2, by: 3) {
            let state: Attributes.State =
                switch fields[place + 2] {
                case "set": .set
                case "unset": .unset
                default: .value(fields[place + 2])
                }
            states[fields[place], default: [:]][fields[place + 1]] = state
        }
        return states
    }
}

extension SeededGenerator {
    fileprivate mutating func attributeLine() -> String {
        let settings = [
            "text", "-text", "!text", "diff=x", "-diff", "binary", "!binary", "many", "-many", "eol=lf", "bad%name",
            "merge", "!merge",
        ]
        let chosen = (0..<Int.random(in: 1...3, using: &self)).map { _ in settings.randomElement(using: &self) ?? "" }
        switch Int.random(in: 0..<12, using: &self) {
        case 0: return "[attr]many " + chosen.filter { $0 != "many" }.joined(separator: " ")
        case 1: return "# \(pattern()) text"
        case 2: return "\"\(pattern().replacing("\\", with: "\\\\"))\" " + chosen.joined(separator: "\t")
        case 3: return "!\(pattern()) text"
        default: return "\(pattern()) " + chosen.joined(separator: "  ")
        }
    }
}
