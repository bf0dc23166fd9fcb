import BlindTickets
import Foundation

/// What ties this person's answers of one series together. It never leaves this device.
struct KeptSeries: Codable {
    let secret: Data
    /// Rounds that were answered with it.
    var surveys: [String]
}

extension KeptRounds {
    /// The name for this round, and notes that it was used.
    ///
    /// - Throws: `CommandTrouble` after four rounds, whatever the server says of waves.
    func pseudonym(in series: Manifest.Series, for survey: String) throws -> Data {
        var kept = keptSeries(series.id) ?? KeptSeries(secret: WaveSecret().bytes, surveys: [])
        guard let secret = WaveSecret(bytes: kept.secret) else {
            throw CommandTrouble("\(path(ofSeries: series.id)) cannot be read. Remove it to tie answers anew.")
        }
        if !kept.surveys.contains(survey) { kept.surveys.append(survey) }
        guard kept.surveys.count <= WaveSecret.mostWaves else {
            throw CommandTrouble("This series has had its four rounds. Answer without --tie.", code: .notAllowed)
        }
        try write(try JSONEncoder().encode(kept), to: path(ofSeries: series.id))
        return secret.pseudonym(in: series.id)
    }

    /// Destroys what ties answers; later ones have nothing in common with those that were sent.
    func untie(_ series: String) { try? FileManager.default.removeItem(atPath: path(ofSeries: series)) }

    func isTied(_ series: String) -> Bool { keptSeries(series) != nil }

    private func keptSeries(_ series: String) -> KeptSeries? {
        (try? Data(contentsOf: URL(filePath: path(ofSeries: series)))).flatMap {
            try? JSONDecoder().decode(KeptSeries.self, from: $0)
        }
    }

    private func path(ofSeries series: String) -> String { "\(folder)/series/\(series).json" }
}
