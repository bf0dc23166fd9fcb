extension Connector {
    /// Every kind of outside system that can be read, one line each.
    package static let all: [Connector] = [
        .gitHub,
        .gitLab,
        .pipeline,
    ]
}
