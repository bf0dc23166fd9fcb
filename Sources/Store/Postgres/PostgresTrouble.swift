extension DatabaseTrouble {
    /// - Parameter state: SQLSTATE, five characters.
    init(state: String, message: String, server: DatabaseLocation) {
        self =
            switch state {
            case "23505": .constraint(.unique, detail: message)
            case "23503": .constraint(.foreignKey, detail: message)
            case "23502": .constraint(.notNull, detail: message)
            case "23514": .constraint(.check, detail: message)
            case "53100": .diskFull(server.description)
            case "28P01", "28000": .wrongPassword(server: server.description)
            case "53300", "57P03": .unreachable(server: server.description, detail: message)
            default: .failed("\(message) (SQLSTATE \(state))")
            }
    }
}
