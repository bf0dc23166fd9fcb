extension DeliverySignal {
    /// Ids of the signals without which this one misleads: speed is not shown without stability, size not without depth
    /// (HANDBOOK 0.11; M. Strathern 1997).
    package var partners: [String] { Self.partners[id] ?? [] }

    private static let partners: [String: [String]] = [
        "deployment-frequency": ["change-fail-rate", "deployment-rework-rate"],
        "change-lead-time": ["change-fail-rate", "failed-deployment-recovery-time"],
        "change-fail-rate": ["deployment-frequency"],
        "failed-deployment-recovery-time": ["change-fail-rate"],
        "deployment-rework-rate": ["deployment-frequency"],
        "work-in-progress": ["throughput"],
        "throughput": ["work-in-progress", "change-fail-rate"],
        "flow-efficiency": ["work-in-progress"],
        "velocity": ["say-do"],
        "say-do": ["velocity"],
        "forecast": ["work-in-progress", "throughput"],
        "cycle-time": ["change-fail-rate", "review-depth"],
        "first-review": ["review-depth"],
        "review-agreement": ["review-depth"],
        "stale-pull-requests": ["first-review"],
        "review-depth": ["pull-request-size"],
        "review-rounds": ["review-depth"],
        "pull-request-size": ["review-depth"],
        "comment-clarity": ["review-depth"],
        "review-load": ["review-reciprocity"],
        "review-reciprocity": ["review-load"],
        "congruence": ["review-reciprocity"],
        "reviewer-suggestion": ["review-load"],
        "build-duration": ["build-success"],
        "build-success": ["flaky-tests", "time-to-green"],
        "time-to-green": ["build-success"],
        "flaky-tests": ["build-success"],
        "coverage": ["escaped-bugs", "flaky-tests"],
        "change-coverage": ["coverage"],
        "bug-frequency": ["escaped-bugs", "throughput"],
        "escaped-bugs": ["bug-frequency"],
        "debt-ratio": ["bug-frequency"],
    ]
}
