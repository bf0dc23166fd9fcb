import HTTPTypes
import Hummingbird

/// The cookies of a browser in which somebody signed in: the session's, the mark by which the browser is known, and, between
/// the two steps of a sign-in, the first step's.
enum SessionCookie {
    /// Over TLS the name itself makes browsers refuse it from elsewhere; a page on this machine has no TLS to ask for.
    private static let names = ["__Host-tutti", "tutti"]
    private static let deviceNames = ["__Host-tutti-device", "tutti-device"]
    private static let stepNames = ["__Host-tutti-step", "tutti-step"]
    private static let year = 365 * 86_400

    static func secret(of request: Request) -> Secret? { value(names, request) }
    static func device(of request: Request) -> Secret? { value(deviceNames, request) }
    static func step(of request: Request) -> Secret? { value(stepNames, request) }

    private static func value(_ names: [String], _ request: Request) -> Secret? {
        names.lazy.compactMap { request.cookies[$0]?.value }.first.flatMap { Secret($0) }
    }

    static func session(_ session: Secret, isSecure: Bool) -> Cookie {
        cookie(names, session.text, Int(Session.longest), isSecure)
    }

    static func set(_ session: Secret, device: Secret, isSecure: Bool, in response: inout Response) {
        response.setCookie(Self.session(session, isSecure: isSecure))
        response.setCookie(cookie(deviceNames, device.text, year, isSecure))
    }

    /// - Parameter step: nil takes it back.
    static func set(step: Secret?, isSecure: Bool, in response: inout Response) {
        response.setCookie(cookie(stepNames, step?.text ?? "", step == nil ? 0 : Int(BegunSignIn.life), isSecure))
    }

    /// The browser stays known.
    static func clear(isSecure: Bool, in response: inout Response) {
        response.setCookie(cookie(names, "", 0, isSecure))
    }

    private static func cookie(_ names: [String], _ value: String, _ age: Int, _ isSecure: Bool) -> Cookie {
        Cookie(
            name: isSecure ? names[0] : names[1], value: value, maxAge: age, path: "/", secure: isSecure,
            httpOnly: true, sameSite: .lax)
    }
}

/// The kind of browser and system, as people say it. Nothing finer is kept.
enum ClientWords {
    static func of(_ request: Request) -> String {
        let agent = request.headers[.userAgent] ?? ""
        let browser = first(
            in: agent, [("Firefox/", "Firefox"), ("Edg/", "Edge"), ("Chrome/", "Chrome"), ("Safari/", "Safari")])
        let system = first(
            in: agent,
            [
                ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
                ("Mac OS", "macOS"),
                ("Linux", "Linux"),
            ])
        switch (browser, system) {
        case (let browser?, let system?): return "\(browser) on \(system)"
        case (let one?, nil), (nil, let one?): return one
        case (nil, nil): return "a program"
        }
    }

    private static func first(in agent: String, _ words: [(String, String)]) -> String? {
        words.first { agent.contains($0.0) }?.1
    }
}
