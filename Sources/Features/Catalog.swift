extension [any Feature] {
    /// Every feature, one line each.
    package static func all(_ services: Services) -> [any Feature] {
        []
    }
}
