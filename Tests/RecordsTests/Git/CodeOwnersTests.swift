import Foundation
import Records
import TestKit
import Testing

@Suite("Code owners")
struct CodeOwnersTests {
    @Test func `the last line that matches decides, and may say nobody`() {
        let owners = CodeOwners(
            """
            # everything
            * @ada
            /docs/ @grace # prose
            /docs/old/
            src/*.c ada@example.org
            """)
        #expect(owners.owners(of: "x/y") == ["@ada"])
        #expect(owners.owners(of: "docs/a/b.md") == ["@grace"])
        #expect(owners.owners(of: "docs/old/b.md") == [])
        #expect(owners.owners(of: "src/a.c") == ["ada@example.org"])
    }

    @Test func `the line that names an owner is told with it, and everybody who is named anywhere`() {
        let owners = CodeOwners("[All] @acme/all\n*\n[Money]\n/billing/ @acme/payments @ada\n*.sql @acme/payments\n")
        #expect(owners.naming("billing/a.c").map(\.owner) == ["@acme/all", "@acme/payments", "@ada"])
        #expect(owners.naming("billing/a.c").map(\.pattern) == ["*", "/billing/", "/billing/"])
        #expect(owners.owners == ["@acme/all", "@acme/payments", "@ada"])
    }

    @Test(arguments: [
        ("docs/*", "docs/a.md", true), ("docs/*", "docs/a/b.md", false), ("docs", "x/docs/b.md", true),
        ("docs/", "x/docs/b.md", true), ("/docs", "docs/b/c.md", true), ("/docs", "x/docs/c.md", false),
        ("apps/web", "apps/web/a", true), ("apps/web", "x/apps/web/a", false), ("**/logs", "a/logs/b", true),
        ("*.js", "a/b.js", true), (#"my\ file"#, "a/my file", true), ("[ab].js", "a.js", false), ("!a", "a", false),
    ])
    func `reads patterns as GitHub does`(_ pattern: String, _ path: String, _ expected: Bool) {
        #expect(CodeOwners("\(pattern) @ada").owners(of: path) == (expected ? ["@ada"] : []))
    }

    @Test func `each section of GitLab's decides for itself`() {
        let owners = CodeOwners(
            """
            * @all
            [Database][2] @dba
            *.sql
            !legacy.sql
            config/db/ @ada
            ^[Docs] @writers
            *.md
            [DATABASE]
            /schema/ @grace
            """)
        #expect(owners.sections.map(\.name) == ["", "Database", "Docs"])
        #expect(owners.sections.map(\.isOptional) == [false, false, true])
        #expect(owners.owners(of: "x/a.sql") == ["@all", "@dba"])
        #expect(owners.owners(of: "x/legacy.sql") == ["@all"])
        #expect(owners.owners(of: "x/config/db/y") == ["@all", "@ada"])
        #expect(owners.owners(of: "README.md") == ["@all", "@writers"])
        #expect(owners.owners(of: "schema/a.sql") == ["@all", "@grace"])
    }

    /// The owners there were computed with another program; without the data there is nothing to compare.
    @Test(
        .enabled(if: SharedData.isPresent, "needs ../shared/data"),
        arguments: [
            "chaoss-augur", "hummingbird-project-hummingbird", "rails-rails", "swiftlang-swift-package-manager",
            "vapor-vapor",
        ])
    func `agrees about real files`(_ name: String) throws {
        struct Expected: Decodable {
            var rules: Int
            var owners: [String: [String]]
        }
        let folder = "formats/codeowners/\(name)"
        let text = try String(contentsOf: SharedData.file("\(folder).CODEOWNERS"), encoding: .utf8)
        let expected = try JSONDecoder().decode(
            Expected.self, from: Data(contentsOf: SharedData.file("\(folder).expected.json")))
        let owners = CodeOwners(text)
        #expect(owners.rules.count == expected.rules)
        #expect(!expected.owners.isEmpty)
        for (path, names) in expected.owners { #expect(owners.owners(of: path).sorted() == names.sorted(), "\(path)") }
    }
}
