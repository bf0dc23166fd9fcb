/// Something did not work: what, and what to do now.
package struct ProblemPage: Page {
    package let title: String
    private let status: Int
    private let detail: String
    private let step: Link
    private let request: String?

    /// - Parameters:
    ///   - title: what happened, as a short sentence.
    ///   - detail: why, and what to do.
    ///   - request: the request's id, by which the log can be searched.
    package init(status: Int, title: String, detail: String, step: Link, request: String? = nil) {
        self.status = status
        self.title = title
        self.detail = detail
        self.step = step
        self.request = request
    }

    package var content: HTML {
        """
        <div class="problem"><h1>\(title)</h1><p>\(detail)</p><p>\(step.button(isMain: true))</p>
        <p class="quiet">Status \(status)\(when(request) { " · request <code>\($0)</code>" })</p></div>
        """
    }
}
