import BlindTickets
import Interface

/// Whether people may tie their answers to those of other rounds, with the danger of it before the choice.
struct SeriesField: Component {
    /// That may have another wave.
    let series: [WaveSeries]
    let chosen: String

    var html: HTML {
        """
        \(Field(
            "Answers over several rounds", name: "series", form: "round", .select(options), value: chosen,
            hint: "Tied answers show more surely whether people changed. Each decides for themselves, in front of the questions; it is off unless they switch it on."))\
        \(Details("What tied answers give away", content: "<p>A round of a series asks all together: teams see no result of their own. From \(WaveSecret.leastPairs) people on who tied two rounds, their change is told, and nothing else of them.</p><ul class=\"plain\">\(each(TrustLimits.series) { "<li>\($0)</li>" })</ul>"))
        """
    }

    private var options: [Field.Option] {
        [
            Field.Option("each round by itself, as usual", value: ""),
            Field.Option(
                "begin a series: up to \(WaveSecret.mostWaves) rounds that people may tie together",
                value: NewRoundForm.beginsSeries),
        ]
            + series.map { one in
                Field.Option(
                    "round \(one.waves + 1) of at most \(WaveSecret.mostWaves) after “\(one.title)”", value: one.id)
            }
    }
}
