extension Signal {
    /// Every signal, in the order in which people meet them.
    package static let all: [Signal] = [
        .truckFactor, .knowledgeSilos, .offBoarding, .orphanedKnowledge, .ownership, .hotspots, .coupling, .codeAge,
        .documentFreshness, .decisionRecords, .repositoryStandards, .debtMarkers, .releaseCadence,
        .unresolvedIdentities, .parallelWork, .pairingCoverage, .rampUp, .afterHours,
    ]

    package static func named(_ id: String) -> Signal? { all.first { $0.id == id } }
}
