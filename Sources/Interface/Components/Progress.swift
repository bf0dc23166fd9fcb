/// Long work: what is done, how fast it goes, what is left and when it will be over.
package struct Progress: Component {
    private let title: String
    private let done: Int
    private let total: Int?
    private let things: String
    private let rate: Double?

    /// - Parameters:
    ///   - total: nil while nobody knows how much there is.
    ///   - things: what is counted, in the plural: "commits".
    ///   - rate: things a second; nil before it is known.
    package init(_ title: String, done: Int, total: Int?, things: String, rate: Double? = nil) {
        self.title = title
        self.done = done
        self.total = total.map { max($0, done) }
        self.things = things
        self.rate = rate.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
    }

    package var html: HTML {
        """
        <div class="progress"><p class="progress__title">\(name(title))</p>\
        <progress aria-label="\(title)" \(amount)>\(words)</progress><p class="progress__words">\(words)</p></div>
        """
    }

    private var amount: HTML {
        when(total) { "max=\"\(max($0, 1))\" value=\"\($0 == 0 ? 1 : done)\"" }
    }

    private var isDone: Bool { total == done }

    private var words: String {
        let counted =
            total.map { "\(Format.number(done)) of \(Format.number($0)) \(things)" }
            ?? "\(Format.number(done)) \(things) so far"
        return ([counted] + [speed, remaining].compactMap(\.self)).joined(separator: " · ")
    }

    private var speed: String? {
        isDone ? nil : rate.map { "\(Format.number($0, decimals: $0 < 10 ? 1 : 0)) a second" }
    }

    private var remaining: String? {
        if isDone { return "done" }
        guard let total, let rate else { return nil }
        return "\(Format.duration(seconds: Double(total - done) / rate)) left"
    }
}
