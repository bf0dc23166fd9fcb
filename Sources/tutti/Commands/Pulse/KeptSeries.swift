import BlindTickets
import Foundation

/// What ties this person's answers of one series together. It leaves this device only by the person's own hand: `TieLine`.
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

    /// Of every series that is known here, by id.
    func tieLines() throws -> [TieLine] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/series")) ?? []
        return names.filter { $0.hasSuffix(".json") }.sorted().compactMap { name in
            let series = String(name.dropLast(5))
            return keptSeries(series).flatMap { kept in
                WaveSecret(bytes: kept.secret).map { TieLine(series: series, secret: $0, surveys: kept.surveys) }
            }
        }
    }

    /// - Throws: `CommandTrouble` where another secret is kept for the series.
    func take(_ line: TieLine, replacing: Bool) throws {
        var surveys = line.surveys
        if let kept = keptSeries(line.series), !replacing {
            guard kept.secret == line.secret.bytes else {
                throw CommandTrouble(
                    "Answers from here are tied by another secret. With --replace yours goes, and earlier answers from here belong to somebody else.",
                    code: .notAllowed)
            }
            surveys += kept.surveys.filter { !surveys.contains($0) }
        }
        let kept = KeptSeries(secret: line.secret.bytes, surveys: surveys)
        try write(try JSONEncoder().encode(kept), to: path(ofSeries: line.series))
    }

    private func keptSeries(_ series: String) -> KeptSeries? {
        (try? Data(contentsOf: URL(filePath: path(ofSeries: series)))).flatMap {
            try? JSONDecoder().decode(KeptSeries.self, from: $0)
        }
    }

    private func path(ofSeries series: String) -> String { "\(folder)/series/\(series).json" }
}
