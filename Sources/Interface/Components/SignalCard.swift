/// A signal at a glance: the number with its unit, its course, what it rests on, and what it was.
package struct SignalCard: Component {
    /// What the card says in its middle.
    package enum State: Sendable {
        case value(String, unit: String, course: Sparkline? = nil)
        /// Why there is no number yet, as a sentence. Nothing is drawn as zero.
        case none(String)
    }

    private let title: String
    private let explain: String
    private let lens: Lens
    private let state: State
    private let sample: String
    private let was: String

    /// - Parameters:
    ///   - explain: the address of the signal's own page.
    ///   - sample: what was counted: "46 pull requests".
    ///   - was: the value before, or a word on the change: "was 5.1", "unclear change".
    package init(_ title: String, explain: String, lens: Lens = .work, _ state: State, sample: String, was: String = "")
    {
        self.title = title
        self.explain = explain
        self.lens = lens
        self.state = state
        self.sample = sample
        self.was = was
    }

    package var html: HTML {
        """
        <article class="card signal \(lens.rawValue)">\
        <h3>\(title) <a class="quiet" href="\(href: explain)">explain<span class="unseen"> \(title)</span></a></h3>\
        \(middle)<footer><span>\(sample)</span><span>\(was)</span></footer></article>
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
