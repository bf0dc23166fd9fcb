import Foundation
import Hummingbird
import Records
import Store

/// What every feature may ask for; handed in by the server, or by a test.
package struct Services: Sendable {
    package let database: any Database
    package let now: @Sendable () -> Date
    /// That many bytes that nobody can guess.
    package let randomBytes: @Sendable (Int) -> [UInt8]
    /// Tells open pages, in this process and in the others on the same database.
    package let publish: @Sendable (LiveEvent) async -> Void
    /// Has a scope of a repository measured soon, in the background.
    package let measure: @Sendable (Repository.ID, Scope) -> Void
    /// Has the deliveries of a choice measured soon, in the background, where their readings are old.
    package let measureDelivery: @Sendable (DeliveryChoice) -> Void
    /// Puts a page into the layout and makes it an answer.
    package let frame: Frame
    /// Shows the gallery of components, and in problems what went wrong inside.
    package let isDevelopment: Bool
    /// Whether browsers reach us over TLS.
    package let isSecure: Bool
    /// Seals secrets before they are stored; nil where no key file was named.
    package let key: SealingKey?
    /// Rounds, announced, answered and released; nil without a key.
    package let pulse: PulseDesk?
    /// Signs people in too; nil where none was named.
    package let openID: OpenIDProvider?
    /// Outside systems that can be connected; nil where nothing is asked of any.
    package let sources: SourceDesk?
    /// What may be done at code hosts; nil where nothing is asked of any.
    package let hosts: HostDesk?

    package init(
        database: any Database, now: @escaping @Sendable () -> Date,
        randomBytes: @escaping @Sendable (Int) -> [UInt8],
        publish: @escaping @Sendable (LiveEvent) async -> Void,
        measure: @escaping @Sendable (Repository.ID, Scope) -> Void,
        measureDelivery: @escaping @Sendable (DeliveryChoice) -> Void, frame: Frame, isDevelopment: Bool = false,
        isSecure: Bool = false, key: SealingKey? = nil, openID: OpenIDProvider? = nil,
        sources: SourceDesk? = nil, hosts: HostDesk? = nil
    ) {
        self.database = database
        self.now = now
        self.randomBytes = randomBytes
        self.publish = publish
        self.measure = measure
        self.measureDelivery = measureDelivery
        self.frame = frame
        self.isDevelopment = isDevelopment
        self.isSecure = isSecure
        self.key = key
        pulse = key.map {
            PulseDesk(database: database, key: $0, now: now, randomBytes: randomBytes, work: PasswordWork())
        }
        self.openID = openID
        self.sources = sources
        self.hosts = hosts
    }
}

extension Services {
    /// Where we are, by the name under which whoever asks reached us: `https://tutti.example.org`.
    func origin(_ request: Request, _ context: AppContext) throws -> String {
        guard let authority = request.head.authority else { throw Problem.badRequest("Which host is this for?") }
        return "\(isSecure || context.isForwardedSecurely ? "https" : "http")://\(authority)"
    }
}
