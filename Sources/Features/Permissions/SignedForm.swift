import Hummingbird

extension AppContext {
    /// A form of a page that was drawn for this very session, and who sent it.
    ///
    /// - Throws: a problem of status 400 for a form from elsewhere.
    func signedForm(_ request: Request, upTo limit: Int = Form.limit) async throws -> (Member, Form) {
        guard let member = visitor.member, let secret else { throw Problem.forbidden("Sign in first.") }
        let form = try await Form(request, upTo: limit)
        guard secret.accepts(formToken: form["form"]) else {
            throw Problem.badRequest(
                "The form was drawn for another session. Go back, load the page again, and send it.")
        }
        return (member, form)
    }

    /// Stands in every form of a page that is drawn for this visitor.
    var formToken: String { secret?.formToken ?? "" }

    /// The right to ask about the visitor, on a route that the matrix gives to nobody else.
    func ownself() throws -> Oneself {
        guard let oneself else { throw Problem.forbidden("Sign in first.") }
        return oneself
    }
}
