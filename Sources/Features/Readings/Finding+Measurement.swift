import Interface
import Signals

extension Finding {
    /// A signal's finding as pages show it.
    init(_ finding: Measurement.Finding, link: Anchor? = nil) {
        self.init(
            finding.sentence, evidence: finding.evidence, uncertainty: finding.uncertainty,
            suggestion: finding.suggestion, link: link)
    }
}
