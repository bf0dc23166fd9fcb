import ArgumentParser
import Foundation
import Server

/// How tools are asked over the network. What stands in the environment counts where no option does.
struct OutgoingOptions: ParsableArguments, Sendable {
    @Option(
        help: ArgumentHelp(
            "A host, an address or a range (10.1.0.0/16) within your network that may be asked. May be given several times (or TUTTI_ALLOW_OUTGOING, with commas).",
            valueName: "host-or-cidr"))
    var allowOutgoing: [String] = []

    @Option(
        help: ArgumentHelp(
            "Authorities to trust beside the system's, as a PEM file (or TUTTI_CA_FILE).", valueName: "file"))
    var caFile: String?

    /// With the proxy that the environment names: HTTPS_PROXY, HTTP_PROXY, NO_PROXY.
    ///
    /// - Throws: `OutgoingSettingsTrouble`.
    func settings() throws -> OutgoingSettings {
        let environment = ProcessInfo.processInfo.environment
        let listed = (environment["TUTTI_ALLOW_OUTGOING"] ?? "").split(whereSeparator: { $0 == "," || $0 == " " })
        let allowed = allowOutgoing.isEmpty ? listed.map(String.init) : allowOutgoing
        return OutgoingSettings(
            allowed: try allowed.map { try OutgoingSettings.allowance($0) },
            authorities: caFile ?? environment["TUTTI_CA_FILE"],
            proxies: try ProxyChoice(environment: environment))
    }

    /// Lends the way out, and ends its connections afterwards.
    func withTools<Value>(_ body: (SourceTools) async throws -> Value) async throws -> Value {
        let outgoing = try Outgoing(try settings())
        let tools = SourceTools(outgoing) { Date() }
        do {
            let value = try await body(tools)
            await outgoing.shutdown()
            return value
        } catch {
            await outgoing.shutdown()
            throw error
        }
    }
}
