import ArgumentParser
import Foundation

/// A server of Tutti that is asked or told, and by whom.
struct ServerOptions: ParsableArguments, Sendable {
    @Option(help: ArgumentHelp("The server (or TUTTI_SERVER): https://tutti.example.org.", valueName: "url"))
    var server: String?

    @Option(
        help: ArgumentHelp("A file with an API token (or TUTTI_TOKEN); - is standard input.", valueName: "file"),
        completion: .file())
    var tokenFile: String?

    /// Nil where nobody names a server.
    ///
    /// - Throws: `CommandTrouble` for what is no address, and without a token.
    func place() throws -> (server: String, token: String)? {
        let environment = ProcessInfo.processInfo.environment
        guard let text = server ?? environment["TUTTI_SERVER"].flatMap({ $0.isEmpty ? nil : $0 }) else { return nil }
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme ?? ""), url.host() != nil else {
            throw CommandTrouble("\"\(text)\" is no address of a server. Write it as https://tutti.example.org.")
        }
        return (text.hasSuffix("/") ? String(text.dropLast()) : text, try token(environment))
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
