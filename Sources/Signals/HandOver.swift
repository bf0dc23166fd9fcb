/// The steps that pass knowledge on, by rules of thumb that everybody can see.
enum HandOver {
    /// Lines that one session of about 90 minutes can walk through.
    static let linesPerSession = 2_500
    static let mostSessions = 4

    /// For the modules that make up four fifths of the lost lines, the largest loss first: sessions in a pair with
    /// whoever is nearest, one for every 2,500 lines begun and at most four; and a page about the module where at
    /// least half of it would be lost.
    static func plan(_ modules: [OffBoardingDetails.Module]) -> [OffBoardingDetails.Step] {
        let all = modules.reduce(0) { $0 + $1.lostLines }
        var covered = 0
        let chosen = modules.prefix { module in
            defer { covered += module.lostLines }
            return covered * 5 < all * 4 && module.lostLines > 0
        }
        return chosen.flatMap { module in
            let sessions = min(mostSessions, (module.lostLines + linesPerSession - 1) / linesPerSession)
            let nearest = module.nearest.first
            let pair = OffBoardingDetails.Step(
                kind: .pairing, module: module.path, with: nearest, sessions: sessions)
            let page = OffBoardingDetails.Step(kind: .document, module: module.path, with: nearest, sessions: 0)
            return module.lostShare >= 0.5 ? [pair, page] : [pair]
        }
    }
}
