import BlindTickets
import Interface

/// For those who may ask these people: how a series stands, and the button that ends it.
struct SeriesEnd: Component {
    let series: WaveSeries
    let formToken: String

    var html: HTML {
        """
        <section aria-labelledby="series"><h2 id="series">Its series</h2>\
        <p>\(Wording.capitalised(Wording.count(series.waves, "round", "rounds"))) of at most \(WaveSecret.mostWaves). Announce the next one to go on; where nobody does for \(WaveSeries.longestPause) days, the series ends by itself.</p>\
        <div class="form__end">\(ButtonForm(words: "End the series", path: Link("pulse", "series", series.id, "end").path, token: formToken, fields: []))</div>\
        <p class="quiet">Nothing is left then of what ties people’s answers together. Results stay.</p></section>
        """
    }
}
