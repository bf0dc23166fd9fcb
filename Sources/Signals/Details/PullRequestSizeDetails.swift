/// What the page about the size of pull requests draws.
package struct PullRequestSizeDetails: Codable, Hashable, Sendable {
    package struct Band: Codable, Hashable, Sendable {
        package var band: PullRequestSize.Band
        package var count: Int
    }

    /// From the smallest; bulk ones are counted here and nowhere else.
    package var bands: [Band]
    package var p50: Double
    package var p75: Double
    package var p90: Double
    package var unknown: Int
}
