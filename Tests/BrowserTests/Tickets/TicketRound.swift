import BlindTickets
import Foundation

/// A round with a signer, as a server has it; and the server's two answers.
struct TicketRound {
    let manifest: Manifest
    let issuance: Issuance
    let admission: Admission

    /// Open since a minute ago.
    ///
    /// - Parameter series: the round is then one of it, and asks Payments alone.
    init(hours: Double = 100, grace: Int = 43_200, series: Manifest.Series? = nil) throws {
        let key = try TicketKey(stored: OwnKey.stored)
        let other = try TicketKey(stored: OwnKey.other)
        let now = Date()
        var manifest = Manifest(
            survey: Names.newSurvey(), title: "How it goes: é e\u{301} 😀 \"/\\\u{1}\u{2028}", mode: .anonymous,
            segments: [
                .init(id: "payments", title: "Payments", size: 8, traits: ["team": "payments"], key: key.publicKey),
                .init(id: "search", title: "Search", size: 7, traits: ["team": "search"], key: other.publicKey),
            ],
            items: [.init(id: "clarity", version: 1, text: "I know what is expected of me.")],
            cuts: [["team"]], opens: now.addingTimeInterval(-60), closes: now.addingTimeInterval(hours * 3600),
            grace: grace, release: .atClose, audience: ["Everybody in the team."])
        if let series {
            manifest.series = series
            manifest.segments.removeLast()
            manifest.segments[0].traits = [:]
            manifest.cuts = []
        }
        try manifest.check()
        self.manifest = manifest
        issuance = try Issuance(manifest, keys: series == nil ? ["payments": key, "search": other] : ["payments": key])
        admission = try Admission(manifest)
    }

    var bytes: Data { get throws { try manifest.canonicalBytes } }

    /// What the server signs for somebody in Payments.
    func sign(_ blinded: Data) throws -> Data {
        switch issuance.decide(blinded, segment: "payments", earlier: nil, now: Date()) {
        case .first(let issued), .again(let issued): issued.blindSignature
        case .refused(let why): throw why
        }
    }
}

/// Keys for tests, made once: finding primes takes longer than all else.
enum OwnKey {
    static let stored = made()
    static let other = made()

    private static func made() -> Data { (try? TicketKey().stored) ?? Data() }
}
