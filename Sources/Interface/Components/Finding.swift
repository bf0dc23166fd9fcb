/// Something worth talking about: a sentence, what it rests on, how sure it is, and one thing to try.
package struct Finding: Component {
    private let sentence: String
    private let evidence: String
    private let uncertainty: String
    private let suggestion: String
    private let lens: Lens
    private let link: Link?

    /// - Parameter link: where to see it, or to begin with it.
    package init(
        _ sentence: String, evidence: String, uncertainty: String = "", suggestion: String = "", lens: Lens = .work,
        link: Link? = nil
    ) {
        self.sentence = sentence
        self.evidence = evidence
        self.uncertainty = uncertainty
        self.suggestion = suggestion
        self.lens = lens
        self.link = link
    }

    package var html: HTML {
        """
        <article class="finding \(lens.rawValue)"><h3>\(prose(sentence))</h3><p>\(prose(evidence))\
        \(when(!uncertainty.isEmpty, " <span class=\"finding__doubt\">\(uncertainty)</span>"))</p>\(offer)</article>
        """
    }

    private var offer: HTML {
        when(!suggestion.isEmpty || link != nil, "<p class=\"try\">\(prose(suggestion)) \(link)</p>")
    }
}
