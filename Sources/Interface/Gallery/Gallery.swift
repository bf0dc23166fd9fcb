/// Every component in every state, to look at while working on them. Served in development mode only.
package struct Gallery: Page {
    package let title = "Gallery"

    package init() {}

    package var content: HTML {
        """
        \(PageHead(
            "Gallery: every component in every state",
            lead: "Full, empty, too few, long, right to left, huge. Two lenses: \(Tag(.work)) \(Tag(.people))",
            above: Breadcrumb([Link("Today", to: "/"), Link("Components", to: "/gallery")], current: "billing/ledger").html,
            beside: Choice("Period", options: periods, current: "12 weeks").html))
        \(words)
        \(cards)
        \(tables)
        \(forms)
        \(states)
        \(charts)
        \(emptyCharts)
        """
    }

    private var periods: [Link] {
        [Link("4 weeks", to: "?period=4w"), Link("12 weeks", to: "?period=12w"), Link("a year", to: "?period=1y")]
    }

    static let long =
        "src/main/java/com/example/enterprise/payments/reconciliation/AbstractSingletonProxyFactoryBeanImplementation.java"
    static let rightToLeft = "יומן התשלומים והחשבוניות"
    static let hostile = "<script>alert('x')</script> \" onload=\"y"
}
