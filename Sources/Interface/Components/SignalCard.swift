/// A signal at a glance: the number with its unit, its course, what it rests on, and what it was.
package struct SignalCard: Component {
    /// What the card says in its middle.
    package enum State: Sendable {
        case value(String, unit: String, course: Sparkline? = nil)
        /// Why there is no number yet, as a sentence. Nothing is drawn as zero.
        case none(String)
    }

    /// A number without which this one misleads.
    package struct Partner: Sendable {
        let title: String
        let value: String
        let href: String

        package init(_ title: String, _ value: String, href: String) {
            self.title = title
            self.value = value
            self.href = href
        }
    }

    private let title: String
    private let explain: String
    private let lens: Lens
    private let state: State
    private let sample: String
    private let was: String
    private let partners: [Partner]

    /// - Parameters:
    ///   - explain: the address of the signal's own page.
    ///   - sample: what was counted: "46 pull requests".
    ///   - was: the value before, or a word on the change: "was 5.1", "unclear change".
    ///   - partners: what has to be read beside it.
    package init(
        _ title: String, explain: String, lens: Lens = .work, _ state: State, sample: String, was: String = "",
        partners: [Partner] = []
    ) {
        self.title = title
        self.explain = explain
        self.lens = lens
        self.state = state
        self.sample = sample
        self.was = was
        self.partners = partners
    }

    package var html: HTML {
        """
        <article class="card signal \(lens.rawValue)">\
        <h3>\(title) <a class="quiet" href="\(href: explain)">explain<span class="unseen"> \(title)</span></a></h3>\
        \(middle)\(beside)<footer><span>\(sample)</span><span>\(was)</span></footer></article>
        """
    }

    private var beside: HTML {
        guard !partners.isEmpty else { return .empty }
        return """
            <ul class="signal__beside" aria-label="Read beside it">\(each(partners) { partner in
                "<li><a href=\"\(href: partner.href)\">\(partner.title)</a> <span>\(partner.value)</span></li>"
            })</ul>
            """
    }

    private var middle: HTML {
        switch state {
        case .value(let value, let unit, let course):
            "<p class=\"signal__value\"><strong>\(value)</strong> <span class=\"unit\">\(unit)</span></p>\(course)"
        case .none(let why):
            "<p class=\"few\">\(why)</p>"
        }
    }
}
