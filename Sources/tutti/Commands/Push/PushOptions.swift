import ArgumentParser
import Foundation
import Server
import Store

/// Where a script tells something: a server, or the database itself.
struct PushOptions: ParsableArguments, Sendable {
    @OptionGroup var server: ServerOptions

    @OptionGroup var data: DataOptions

    @Flag(help: "Print JSON, as the server answers it.")
    var json = false

    func target() throws -> any PushTarget {
        if data.data != nil || data.database != nil {
            guard server.server == nil else {
                throw CommandTrouble("--server and --data exclude each other. Give one.")
            }
            return DatabaseTarget(options: data)
        }
        guard let (server, token) = try server.place() else {
            throw CommandTrouble(
                "Nobody to tell it to: name a server with --server or TUTTI_SERVER, or a data folder with --data.")
        }
        return ServerTarget(server: server, token: token)
    }
}

/// What can be told something.
protocol PushTarget: Sendable {
    /// - Returns: what became of it, as JSON.
    func tell(_ category: String, _ body: Data) async throws -> Data
    func send(report path: String, format: String, of origin: ReportOrigin) async throws -> Data
}
