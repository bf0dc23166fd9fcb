import ArgumentParser
import Features
import Foundation

/// Another service that signs people in. What stands in the environment counts where no option does.
struct OpenIDOptions: ParsableArguments, Sendable {
    @Option(
        help: ArgumentHelp(
            "A service that signs people in by OpenID Connect (or TUTTI_OIDC_ISSUER).", valueName: "url"))
    var oidcIssuer: String?

    @Option(
        help: ArgumentHelp("What that service calls this server (or TUTTI_OIDC_CLIENT_ID).", valueName: "id"))
    var oidcClientId: String?

    @Option(
        help: ArgumentHelp(
            "A file that holds the secret shared with it (or TUTTI_OIDC_CLIENT_SECRET_FILE).", valueName: "file"))
    var oidcClientSecretFile: String?

    @Option(
        name: .customLong("oidc-administrators"),
        help: ArgumentHelp(
            "A group there whose members administer this installation. May be given several times.", valueName: "group")
    )
    var oidcAdministrators: [String] = []

    /// Nil where no service was named.
    ///
    /// - Throws: `CommandTrouble` with what to change.
    func settings() throws -> OpenIDSettings? {
        let environment = ProcessInfo.processInfo.environment
        let issuer = oidcIssuer ?? environment["TUTTI_OIDC_ISSUER"]
        let clientID = oidcClientId ?? environment["TUTTI_OIDC_CLIENT_ID"]
        let file = oidcClientSecretFile ?? environment["TUTTI_OIDC_CLIENT_SECRET_FILE"]
        guard issuer != nil || clientID != nil || file != nil else { return nil }
        guard let issuer, let clientID else {
            throw CommandTrouble("--oidc-issuer and --oidc-client-id belong together. Give both.")
        }
        let rules = oidcAdministrators.map { GroupRule(group: $0, meaning: .administrator) }
        let secret = try file.map { try Self.secret(in: $0) }
        guard let settings = OpenIDSettings(issuer: issuer, clientID: clientID, clientSecret: secret, rules: rules)
        else { throw CommandTrouble("--oidc-issuer takes an https address such as https://id.example.org.") }
        return settings
    }

    private static func secret(in file: String) throws -> String {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw CommandTrouble("The file of the client’s secret cannot be read: \(file).")
        }
        let secret = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !secret.isEmpty else { throw CommandTrouble("The file of the client’s secret is empty: \(file).") }
        return secret
    }
}
