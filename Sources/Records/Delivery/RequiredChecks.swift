/// What has to have succeeded on a pull request's newest commit before it may be merged.
package enum RequiredChecks: Hashable, Sendable {
    /// Checks and statuses by the names that the host gives them; none where nothing is required.
    case named([String])
    /// The newest pipeline as a whole, whatever its jobs are called.
    case pipeline
}

/// As one text: "pipeline", or "checks" and then a name in each line.
extension RequiredChecks: Codable, RawRepresentable {
    package var rawValue: String {
        switch self {
        case .named(let names): (["checks"] + names).joined(separator: "\n")
        case .pipeline: "pipeline"
        }
    }

    package init?(rawValue: String) {
        let lines = rawValue.split(separator: "\n").map(String.init)
        switch lines.first {
        case "pipeline" where lines.count == 1: self = .pipeline
        case "checks": self = .named(Array(lines.dropFirst()))
        default: return nil
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let checks = RequiredChecks(rawValue: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "“\(text)” names no checks.")
        }
        self = checks
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
