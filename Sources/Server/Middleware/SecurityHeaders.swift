import Features
import HTTPTypes
import Hummingbird

/// What browsers are told about every answer, problems included.
struct SecurityHeaders: RouterMiddleware {
    /// Over TLS browsers are also told to come back over TLS only.
    let isSecure: Bool

    // Everything that a page needs comes from here, and it needs neither inline scripts nor inline styles.
    private static let policy = [
        "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self' data:", "connect-src 'self'",
        "font-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.contentSecurityPolicy] = Self.policy
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "same-origin"
        response.headers[.openerPolicy] = "same-origin"
        response.headers[.resourcePolicy] = "same-origin"
        response.headers[.permissionsPolicy] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        if !response.headers.contains(.cacheControl) { response.headers[.cacheControl] = "no-cache" }
        return response
    }
}
