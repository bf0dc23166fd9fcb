import Foundation
import Store
import TestKit
import Testing

/// `tutti admin`, as a shell starts it, on either engine.
@Suite("tutti admin", .timeLimit(.minutes(40)))
struct AdminCommandTests {
    @Test(arguments: Backend.all)
    func `prints a link that makes the first administrator, and lists who is one`(_ backend: Backend) throws {
        try Installation.with(backend) { installation in
            let none = try installation.run("list")
            #expect(none.status == 0 && none.output.hasPrefix("Nobody yet. “tutti admin create”"))
            let made = try installation.run("create", "--address", "https://tutti.example.org/")
            #expect(made.status == 0)
            #expect(made.output.contains("makes an administrator, once, within 30 minutes"))
            #expect(made.output.contains(/https:\/\/tutti\.example\.org\/links\/[A-Za-z0-9_-]{43}\n/))
            try installation.join("ada", by: made)
            #expect(try installation.run("list").output == "ada  Ada\n")
            #expect(
                try installation.run("list", "--json").output.filter { !$0.isWhitespace }
                    == "[{\"login\":\"ada\",\"name\":\"Ada\"}]")
            let second = try installation.run("create", "--json")
            #expect(second.output.contains("604800"))
        }
    }

    @Test(arguments: Backend.all)
    func `makes a link by which somebody chooses another password`(_ backend: Backend) throws {
        try Installation.with(backend) { installation in
            try installation.join("ada", by: try installation.run("create"))
            let reset = try installation.run("reset", "ADA")
            #expect(
                reset.status == 0 && reset.output.contains("lets Ada choose another password, once, within 24 hours"))
            try installation.use(reset, ["password": "other good words"], expecting: "303")
            try installation.use(reset, ["password": "other good words"], expecting: "410")
            #expect(try installation.signIn("ada", "other good words") == "303")
            #expect(try installation.run("reset", "ada", "--second-factor").status == 0)
        }
    }

    @Test(arguments: Backend.all)
    func `makes a member an administrator`(_ backend: Backend) throws {
        try Installation.with(backend, ["--trusted-proxy", "127.0.0.1", "--trusted-header", "X-Remote-User"]) {
            installation in
            let asked = try installation.curl("/me", ["--header", "X-Remote-User: ben"])
            #expect(asked == "200")
            #expect(try installation.run("list").output.hasPrefix("Nobody yet"))
            #expect(try installation.run("create", "ben").output == "ben is an administrator now.\n")
            #expect(try installation.run("list").output == "ben  ben\n")
        }
    }

    @Test(arguments: [
        (["reset", "nobody"], "Nobody here has the login nobody"),
        (["create", "nobody"], "Nobody here has the login nobody"),
        (["create", "--address", "tutti.example.org"], "--address takes an address"),
    ])
    func `says what is wrong in a line`(_ arguments: [String], _ words: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-admin-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let answer = try BuiltProgram.run(BuiltProgram.path("tutti"), ["admin"] + arguments + ["--data", folder])
        #expect(answer.status == 2 && answer.output == "")
        #expect(answer.errors.contains(words) && answer.errors.split(separator: "\n").count == 1, "\(answer.errors)")
    }

    @Test(arguments: [
        (["--trusted-header", "X-Remote-User"], "--trusted-header needs --trusted-proxy"),
        (["--trusted-proxy", "10.0.0.0/99"], "--trusted-proxy takes an address"),
        (["--trusted-proxy", "10.0.0.1", "--trusted-header", "a b"], "--trusted-header takes the name"),
        (["--oidc-issuer", "https://id.example.org"], "--oidc-issuer and --oidc-client-id belong together"),
        (["--oidc-issuer", "http://id.example.org", "--oidc-client-id", "x"], "--oidc-issuer takes an https address"),
        (
            ["--oidc-issuer", "https://a.example", "--oidc-client-id", "x", "--oidc-client-secret-file", "/nowhere"],
            "cannot be read"
        ),
        (["--key-file", "/etc/hostname"], "This is no key file of Tutti"),
    ])
    func `serve refuses settings of signing in that make no sense`(_ arguments: [String], _ words: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-admin-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let answer = try BuiltProgram.run(
            BuiltProgram.path("tutti"), ["serve", "--port", "0", "--data", folder] + arguments)
        #expect(answer.status == 2)
        #expect(answer.errors.contains(words), "\(answer.errors)")
    }
}

/// A served installation on either engine, and the commands beside it.
private struct Installation {
    let server: RunningServer
    let place: [String]

    /// - Parameter options: of `tutti serve`.
    static func with(
        _ backend: Backend, _ options: [String] = [], _ body: (Installation) throws -> Void
    ) throws {
        let data = FileManager.default.temporaryDirectory.appending(path: "tutti-admin-\(UUID().uuidString)")
        try backend.withAddress { address in
            let place = address.map { ["--database", $0] } ?? []
            let server = try RunningServer(options + place, data: data)
            defer { server.stop() }
            try body(Installation(server: server, place: ["--data", data.path()] + place))
        }
    }

    func run(_ arguments: String...) throws -> (status: Int32, output: String, errors: String) {
        try BuiltProgram.run(BuiltProgram.path("tutti"), ["admin"] + arguments + place)
    }

    func join(_ login: String, by made: (status: Int32, output: String, errors: String)) throws {
        try use(
            made, ["name": login.capitalized, "login": login, "password": "a few good words"], expecting: "303")
    }

    func use(
        _ made: (status: Int32, output: String, errors: String), _ fields: [String: String], expecting status: String
    ) throws {
        let link = try #require(made.output.firstMatch(of: /\/links\/[A-Za-z0-9_-]{43}/), "\(made.errors)").output
        #expect(try post(String(link), fields) == status)
    }

    func signIn(_ login: String, _ password: String) throws -> String {
        try post("/sign-in", ["login": login, "password": password])
    }

    /// The status of an answer.
    func curl(_ path: String, _ options: [String]) throws -> String {
        let asked = try BuiltProgram.run(
            "/usr/bin/curl",
            ["--silent", "--output", "/dev/null", "--write-out", "%{http_code}"] + options + [server.address + path])
        return asked.output
    }

    private func post(_ path: String, _ fields: [String: String]) throws -> String {
        try curl(path, fields.flatMap { ["--data-urlencode", "\($0)=\($1)"] })
    }
}

extension Backend {
    /// Lends the address of an empty database; nil for a file in the data folder.
    fileprivate func withAddress(_ body: (String?) throws -> Void) throws {
        switch self {
        case .sqlite: try body(nil)
        case .postgres:
            let server = try PostgresServer.shared()
            let location = try server.makeLocation()
            defer { try? server.drop(location) }
            guard case .server(let url) = location else { return }
            try body(url)
        }
    }
}
