import ArgumentParser
import Foundation
import Server
import Store

/// Where a script tells something: a server, or the database itself.
struct PushOptions: ParsableArguments, Sendable {
    @Option(
        help: ArgumentHelp("The server that is told (or TUTTI_SERVER): https://tutti.example.org.", valueName: "url"))
    var server: String?

    @Option(
        help: ArgumentHelp(
            "A file with a token that may change (or TUTTI_TOKEN); - is standard input.", valueName: "file"),
        completion: .file())
    var tokenFile: String?

    @OptionGroup var data: DataOptions

    @Flag(help: "Print JSON, as the server answers it.")
    var json = false

    func target() throws -> any PushTarget {
        if data.data != nil || data.database != nil {
            guard server == nil else { throw CommandTrouble("--server and --data exclude each other. Give one.") }
            return DatabaseTarget(options: data)
        }
        let environment = ProcessInfo.processInfo.environment
        guard let text = server ?? environment["TUTTI_SERVER"].flatMap({ $0.isEmpty ? nil : $0 }) else {
            throw CommandTrouble(
                "Nobody to tell it to: name a server with --server or TUTTI_SERVER, or a data folder with --data.")
        }
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme ?? ""), url.host() != nil else {
            throw CommandTrouble("\"\(text)\" is no address of a server. Write it as https://tutti.example.org.")
        }
        return ServerTarget(server: text.hasSuffix("/") ? String(text.dropLast()) : text, token: try token(environment))
    }

    private func token(_ environment: [String: String]) throws -> String {
        var text = environment["TUTTI_TOKEN"] ?? ""
        if let tokenFile {
            let bytes =
                tokenFile == "-"
                ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: tokenFile)
            guard let bytes else { throw CommandTrouble("The file with the token cannot be read: \(tokenFile).") }
            text = String(decoding: bytes, as: UTF8.self)
        }
        let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !token.isEmpty else {
            throw CommandTrouble(
                "A server takes a token: put one into TUTTI_TOKEN, or name its file with --token-file.")
        }
        guard token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw CommandTrouble("What stands there is no token.")
        }
        return token
    }
}

/// What can be told something.
protocol PushTarget: Sendable {
    /// - Returns: what became of it, as JSON.
    func tell(_ category: String, _ body: Data) async throws -> Data
    func send(report path: String, format: String, of origin: ReportOrigin) async throws -> Data
}
