extension DeliveryChoice {
    /// `?team=billing&timeframe=12-months`; without them everybody and the last twelve weeks.
    ///
    /// - Throws: a problem of status 400 for a timeframe that is not offered.
    package init(_ query: Query) throws {
        self.init(team: query["team"])
        guard let text = query["timeframe"] else { return }
        guard let span = Span(rawValue: text) else {
            let offered = Span.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem.badRequest("There is no timeframe “\(text)” of deliveries. There are: \(offered).")
        }
        self.span = span
    }
}
