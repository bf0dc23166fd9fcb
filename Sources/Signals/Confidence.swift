import Records

/// How much of what a number needs was there (PRODUCT 3.9). It says nothing about the team.
package enum Confidence: String, Codable, CaseIterable, Sendable {
    /// All that the definition asks for.
    case complete = "A"
    /// Something was inferred, or stands in for what nobody tells.
    case partlyInferred = "B"
    /// No source tells enough.
    case tooLittle = "C"

    package var words: String {
        switch self {
        case .complete: "complete"
        case .partlyInferred: "partly inferred"
        case .tooLittle: "too little"
        }
    }
}

extension DeliverySignal {
    /// - Returns: how much was there, and what was inferred or is missing; no words for `complete`.
    package func confidence(in measurement: Measurement) -> (grade: Confidence, why: String) {
        guard measurement.status == .ok, measurement.value != nil else { return (.tooLittle, measurement.why) }
        let inferred = inferred(in: measurement)
        return inferred.isEmpty ? (.complete, "") : (.partlyInferred, Phrase.list(inferred))
    }

    private func inferred(in measurement: Measurement) -> [String] {
        func read<Details: Decodable & Sendable>(_ type: Details.Type, _ tell: (Details) -> [String]) -> [String] {
            (try? measurement.details.decode(type)).map(tell) ?? []
        }
        return switch id {
        case "deployment-frequency": read(DeploymentFrequencyDetails.self, \.guesses)
        case "change-lead-time": read(ChangeLeadTimeDetails.self, \.guesses)
        case "change-fail-rate": read(ChangeFailRateDetails.self, \.guesses)
        case "cycle-time": read(CycleTimeDetails.self, \.guesses)
        case "first-review": read(FirstReviewDetails.self, \.guesses)
        case "say-do": read(SayDoDetails.self, \.guesses)
        case "change-coverage": read(ChangeCoverageDetails.self, \.guesses)
        case "debt-ratio": read(DebtRatioDetails.self, \.guesses)
        case "bug-frequency", "escaped-bugs": read(BugDetails.self, \.guesses)
        case "work-in-progress", "flow-efficiency":
            measurement.excluded.map { "left out: \(Phrase.number($0.count)) \($0.what)" }
        default: []
        }
    }
}

/// The sentence's part where there is something to tell.
private func told(_ count: Int, _ words: String) -> [String] { count > 0 ? [words] : [] }

extension DeploymentFrequencyDetails {
    fileprivate var guesses: [String] { isFromReleases ? ["releases stand in for deployments"] : [] }
}

extension ChangeLeadTimeDetails {
    fileprivate var guesses: [String] {
        told(
            clipped,
            "\(Phrase.number(clipped)) of \(Phrase.count(commits, "commit")) dated by their push or pull request")
    }
}

extension ChangeFailRateDetails {
    fileprivate var guesses: [String] {
        told(inferred, "\(Phrase.count(inferred, "failure")) tied to a deployment by time alone")
            + told(settling, "\(Phrase.count(settling, "deployment")) younger than seven days")
    }
}

extension CycleTimeDetails {
    fileprivate var guesses: [String] {
        let parts = parts.filter { !$0.absent.isEmpty }.map(\.part.rawValue)
        return told(parts.count, "\(Phrase.list(parts)) not known for every pull request")
    }
}

extension FirstReviewDetails {
    fileprivate var guesses: [String] {
        told(onUsualHours, "\(Phrase.count(onUsualHours, "wait")) measured on the team's usual hours")
    }
}

extension SayDoDetails {
    fileprivate var guesses: [String] {
        let count = sprints.count { !$0.isOwnSnapshot }
        return told(count, "the plan of \(Phrase.count(count, "sprint")) worked out afterwards")
    }
}

extension ChangeCoverageDetails {
    fileprivate var guesses: [String] {
        told(missing, "\(Phrase.count(missing, "merged pull request")) that nobody measured")
    }
}

extension DebtRatioDetails {
    fileprivate var guesses: [String] {
        told(withoutCost, "\(Phrase.count(withoutCost, "finding")) without a cost")
    }
}

extension BugDetails {
    fileprivate var guesses: [String] {
        told(unknown, "\(Phrase.count(unknown, "bug")) of which nobody says where it was found")
    }
}
