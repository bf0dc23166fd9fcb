/// The ways to look at what a team knows of its code; each is a choice in the address: `?view=hotspots`.
package enum KnowledgeView: String, CaseIterable, Sendable {
    case concentration, hotspots, age, coupling, branches, away, documents, standards, debt

    package var title: String {
        switch self {
        case .concentration: "Concentration"
        case .hotspots: "Hotspots"
        case .age: "Age"
        case .coupling: "Coupling"
        case .branches: "Open branches"
        case .away: "If somebody were away"
        case .documents: "Documents"
        case .standards: "Standards"
        case .debt: "Debt markers"
        }
    }

    /// The signals that the view draws, most important first.
    package var signals: [String] {
        switch self {
        case .concentration: ["knowledge-silos", "truck-factor", "ownership", "orphaned-knowledge"]
        case .hotspots: ["hotspots"]
        case .age: ["code-age"]
        case .coupling: ["coupling"]
        case .branches: ["parallel-work"]
        case .away: ["off-boarding"]
        case .documents: ["document-freshness", "decision-records"]
        case .standards: ["repository-standards"]
        case .debt: ["debt-markers"]
        }
    }
}
