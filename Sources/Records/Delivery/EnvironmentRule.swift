/// What a team says about environments that their source leaves open.
package struct EnvironmentRule: Codable, Hashable, Sendable {
    /// By the source's own name, in lower case.
    package var named: [String: Deployment.Environment]
    /// Of deployments of which nobody says where to. Production is what teams with one environment mean; without a word of
    /// theirs it stays unknown, and counts nowhere.
    package var otherwise: Deployment.Environment

    package init(named: [String: Deployment.Environment] = [:], otherwise: Deployment.Environment = .unknown) {
        self.named = named
        self.otherwise = otherwise
    }

    /// The team's word goes before what the source or its name says.
    package func environment(of deployment: Deployment) -> Deployment.Environment {
        if let name = deployment.originalEnvironment, let own = named[name.lowercased()] { return own }
        return deployment.environment == .unknown ? otherwise : deployment.environment
    }
}
