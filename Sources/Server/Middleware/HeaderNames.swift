import HTTPTypes

extension HTTPField.Name {
    static let requestID = named("X-Request-Id")
    static let permissionsPolicy = named("Permissions-Policy")
    static let referrerPolicy = named("Referrer-Policy")
    static let openerPolicy = named("Cross-Origin-Opener-Policy")
    static let resourcePolicy = named("Cross-Origin-Resource-Policy")
    static let fetchSite = named("Sec-Fetch-Site")
    /// Keeps proxies of the nginx kind from holding back a stream.
    static let buffering = named("X-Accel-Buffering")
    static let lastEventID = named("Last-Event-ID")

    private static func named(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is no name of a header field") }
        return field
    }
}
