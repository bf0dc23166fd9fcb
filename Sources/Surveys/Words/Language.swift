/// What a language's words tell nothing with, and how its endings are cut.
struct Language: Sendable {
    let stopWords: Set<String>
    /// Endings, the longest first.
    let endings: [String]

    static let english = Language(
        stopWords: words(
            """
            a about above after again against all also am an and any are as at be because been before being below between \
            both but by can cannot could did do does doing don done down during each even few for from further get gets got \
            had has have having he her here hers him his how i if in into is isn it its just like lot make many may me more \
            most much my need never no nor not now of off often on once one only or other our out over own really s same \
            she should so some such t than that the their them then there these they thing things this those through to too \
            under until up us very was we well were what when where which while who whom why will with would yes you your
            """),
        endings: ["ings", "ing", "edly", "ies", "ied", "es", "ed", "ly", "s"])

    static let german = Language(
        stopWords: words(
            """
            aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei bin bis bist da damit dann \
            das dass dazu dein dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch dort du durch \
            ein eine einem einen einer eines er es etwas euch euer fuer für gegen habe haben hat hatte hier hin hinter ich ihm \
            ihn ihnen ihr ihre im in ins ist ja jede jedem jeden jeder jedes jetzt kann kein keine keinen können könnte machen \
            man mehr mein mich mir mit muss nach nicht nichts noch nun nur ob oder ohne oft schon sehr sein seine sich sie \
            sind so soll solche sollte sondern sonst über um und uns unser unsere unter viel vom von vor war waren was weil \
            wenn werden wie wieder will wir wird wo würde zu zum zur zwar zwischen
            """),
        endings: ["ungen", "ung", "lich", "ern", "em", "en", "er", "es", "e", "n", "s"])

    /// The language that most of the words stand in; English where nothing tells.
    static func of(_ words: some Sequence<String>) -> Language {
        var (first, second) = (0, 0)
        for word in words {
            if english.stopWords.contains(word) { first += 1 }
            if german.stopWords.contains(word) { second += 1 }
        }
        return second > first ? german : english
    }

    /// A word without its ending, as long as four letters remain. Light: it joins "review" and "reviews", and leaves words
    /// that people can read.
    func stem(_ word: String) -> String {
        for ending in endings where word.hasSuffix(ending) && word.count - ending.count >= 4 {
            return String(word.dropLast(ending.count))
        }
        return word
    }

    private static func words(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }
}
