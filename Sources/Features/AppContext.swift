import Hummingbird
import Logging

/// What is known about the request that is being answered.
package struct AppContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Names this request in the log, in the `X-Request-Id` header and in every problem.
    package var requestID: String
    package var visitor = Visitor.stranger
    /// The visitor's right to ask about themselves, on routes that are about nobody else.
    package internal(set) var oneself: Oneself?
    /// What the visitor's session is held by; nil where there is none.
    package var secret: Secret?
    /// Where the request comes from, as far as it can be known. Never logged or stored.
    package var address: String
    /// Whether a trusted proxy says that the browser reached it over TLS.
    package var isForwardedSecurely = false
    /// Set with the answer, whatever it is.
    package var cookies: [Cookie] = []

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        requestID = ""
        address = source.channel.remoteAddress?.ipAddress ?? ""
    }

    /// Bytes of a request's body; more is refused with 413.
    package var maxUploadSize: Int { 1 << 20 }

    /// A part of the path, decoded: `parameter("repository")`.
    ///
    /// - Throws: a problem of status 400 where it is not well encoded.
    package func parameter(_ name: String) throws -> String {
        guard let value = parameters.get(name).flatMap({ PercentEncoding.decoded($0) }) else {
            throw Problem.badRequest("The address has a part that cannot be read: \(name).")
        }
        return value
    }
}
