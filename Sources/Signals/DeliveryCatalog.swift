extension DeliverySignal {
    /// Every signal about delivery, in the order in which people meet them.
    package static let all: [DeliverySignal] = [
        .deploymentFrequency, .changeLeadTime, .changeFailRate, .recoveryTime, .deploymentReworkRate,
        .workInProgress, .throughput, .flowEfficiency, .velocity, .sayDo, .forecast,
        .cycleTime, .firstReview, .reviewAgreement, .stalePullRequests, .reviewDepth, .reviewRounds, .pullRequestSize,
        .commentClarity, .reviewLoad, .reviewReciprocity, .congruence, .reviewerSuggestion,
        .buildDuration, .buildSuccess, .timeToGreen, .flakyTests, .coverage, .changeCoverage,
        .bugFrequency, .escapedBugs, .debtRatio,
    ]

    package static func named(_ id: String) -> DeliverySignal? { all.first { $0.id == id } }
}
