import ArgumentParser
import Connectors
import Features
import Foundation
import HTTPTypes
import Logging
import Records
import Server
import Store

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Show everything as pages and as an API.",
        discussion: """
            Examples:
              tutti serve                              the clone you stand in, or what was imported before
              tutti serve --repository ../payments     may be given several times
              tutti serve --data /srv/tutti --port 80 --host 0.0.0.0 --public-host tutti.example.org
              tutti serve --tls-certificate chain.pem --tls-key key.pem
              tutti serve --database postgres://tutti@db.example.org/tutti

            It listens on this machine alone unless --host says otherwise, and answers only to its own names. Logs go to \
            standard error. It stops on Ctrl-C or SIGTERM.
            """)

    @OptionGroup var options: DataOptions
    @OptionGroup var openID: OpenIDOptions
    @OptionGroup var outgoing: OutgoingOptions
    @OptionGroup var keys: KeyOptions

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 takes any free one.")
    var port = 8888

    @Option(name: .customLong("repository"), help: "A folder or a URL to show. May be given several times.")
    var repositories: [String] = []

    @Option(help: ArgumentHelp("A name under which people reach it. May be given several times.", valueName: "name"))
    var publicHost: [String] = []

    @Option(help: ArgumentHelp("A certificate chain, as a PEM file; taken up anew when it changes.", valueName: "file"))
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("Its private key, as a PEM file.", valueName: "file"))
    var tlsKey: String?

    @Option(
        help: ArgumentHelp(
            "Where a proxy in front speaks from: 10.0.0.7 or 10.0.0.0/8. May be given several times.", valueName: "cidr"
        ))
    var trustedProxy: [String] = []

    @Option(
        help: ArgumentHelp(
            "The field in which that proxy names whom it signed in. From anybody else it is ignored.", valueName: "name"
        ))
    var trustedHeader: String?

    @Flag(help: "Show the gallery of components, and in problems what went wrong inside.")
    var development = false

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port takes a number from 0 to 65535.") }
        guard (tlsCertificate == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-certificate and --tls-key belong together. Give both.")
        }
        for range in trustedProxy where AddressRange(range) == nil {
            throw ValidationError("--trusted-proxy takes an address such as 10.0.0.7, or a range such as 10.0.0.0/8.")
        }
        if let trustedHeader {
            guard HTTPField.Name(trustedHeader) != nil else {
                throw ValidationError("--trusted-header takes the name of a header field, such as X-Remote-User.")
            }
            guard !trustedProxy.isEmpty else {
                throw ValidationError("--trusted-header needs --trusted-proxy: without it anybody could be anybody.")
            }
        }
    }

    private func settings() throws -> ServerSettings {
        var settings = ServerSettings()
        settings.host = host
        settings.port = port
        settings.publicHosts = publicHost
        if let tlsCertificate, let tlsKey {
            settings.certificate = CertificateFiles(chain: tlsCertificate, key: tlsKey)
        }
        let addresses = trustedProxy.compactMap { AddressRange($0) }
        if !addresses.isEmpty {
            settings.proxy = TrustedProxy(
                addresses: addresses, userField: trustedHeader.flatMap { HTTPField.Name($0) })
        }
        settings.openID = try openID.settings()
        return settings
    }

    func run() async throws {
        FreedMemory.share()
        var logger = Logger(label: "tutti") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = development ? .debug : .info
        let location = try options.location()
        let locations = try await locations()
        let key = try keys.key(options)
        if key == nil {
            logger.warning(
                "no key file: rounds are neither opened nor released, and sources not read; name one by --key-file")
        }
        let serving = Serving(
            settings: try settings(), location: location,
            frame: Frame(version: Tutti.version, stored: "Everything is kept in \(location)"), locations: locations,
            mirrors: options.mirrors, key: key, isDevelopment: development, logger: logger,
            outgoing: try outgoing.settings())
        try await options.withDatabase { database in
            let link = try await Self.firstLink(in: database)
            try await serving.run(on: database) { address in
                Output.write("Tutti is at \(address)\n")
                guard let link else { return }
                Output.write(
                    """
                    Nobody has joined yet: whoever reaches this address can read it. To become its administrator, within \
                    30 minutes: \(address)\(link)

                    """)
            }
        }
    }

    /// Where the first administrator is made; nil once somebody has joined.
    private static func firstLink(in database: any Database) async throws -> String? {
        let now = Int64(Date().timeIntervalSince1970)
        let secret = LinkOptions.secret()
        return try await database.write { db in
            guard try !db.hasMembers() else { return nil }
            let end = now + OneTimeLink.life(of: .firstAdministrator)
            try db.add(OneTimeLink(.firstAdministrator, endsAt: end), secret: secret, at: now)
            return Link.oneTime(secret).path
        }
    }

    /// What was asked for, found before anything starts; without any wish, the clone that we stand in.
    private func locations() async throws -> [String] {
        if repositories.isEmpty {
            guard options.data == nil, options.database == nil else { return [] }
            return (try? await GitRepository.open(".")).map { [$0.repository.location] } ?? []
        }
        var found: [String] = []
        for location in repositories {
            let isFolder = FileManager.default.fileExists(atPath: location) || !location.contains(":")
            found.append(isFolder ? try await GitRepository.open(location).repository.location : location)
        }
        return found
    }
}
