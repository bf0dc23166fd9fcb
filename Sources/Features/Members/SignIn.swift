import Foundation
import Hummingbird
import Interface
import Store

/// The way in: sign-in, one-time links, and what a member sees of themselves.
package struct SignIn: Feature {
    let services: Services
    let work = PasswordWork()
    let throttle = SignInThrottle()
    /// Codes are slowed down apart from passwords: whoever tries them knows a password.
    let codeThrottle = SignInThrottle(forgivenPerLogin: 50)

    package init(_ services: Services) { self.services = services }

    package var routes: [Route] {
        [
            .get("/sign-in") { request, _ in
                let hasMembers = try await services.database.read { try $0.hasMembers() }
                return services.frame.answer(
                    SignInPage(
                        next: try Query(request)["next"] ?? "/", login: "", hasMembers: hasMembers,
                        service: services.openID?.settings.name))
            },
            .get("/sign-in/openid", handler: startOpenID),
            .get("/sign-in/openid/answer", handler: answerOpenID),
            Route(.post, "/sign-in", handler: signIn),
            .get("/sign-in/second-step", handler: askForCode),
            Route(.post, "/sign-in/second-step", handler: takeCode),
            Route(.post, "/sign-out", handler: signOut),
            .get("/links/{link}", handler: open),
            Route(.post, "/links/{link}", handler: accept),
            .get("/me", handler: me),
            Route(.post, "/me/password", handler: changePassword),
            Route(.post, "/me/ended-sessions", handler: endSession),
            Route(.post, "/me/openid", handler: connectOpenID),
            Route(.post, "/me/tokens", handler: makeToken),
            Route(.post, "/me/revoked-tokens", handler: revokeToken),
            Route(.post, "/me/second-factor", handler: beginSecondFactor),
            Route(.post, "/me/second-factor/confirmation", handler: confirmSecondFactor),
            Route(.post, "/me/second-factor/recovery-codes", handler: makeRecoveryCodes),
            Route(.post, "/me/second-factor/removal", handler: removeSecondFactor),
        ]
    }

    var time: Int64 { Int64(services.now().timeIntervalSince1970) }
}

extension Link {
    static let signIn = Link("sign-in")
    static let secondStep = Link("sign-in", "second-step")
    static let signOut = Link("sign-out")
    static let me = Link("me")
    static let members = Link("members")

    static func secondStep(goingTo address: String) -> Link {
        address == "/" ? .secondStep : Link.secondStep.with("next", address)
    }

    static func signIn(returningTo address: String) -> Link {
        address == "/" ? .signIn : Link.signIn.with("next", address)
    }

    /// What a one-time link leads to, as a path.
    package static func oneTime(_ secret: Secret) -> Link { Link("links", secret.text) }
}
