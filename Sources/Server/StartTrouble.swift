/// Why the server cannot start, as a sentence for whoever started it.
package enum StartTrouble: Error, Hashable, Sendable {
    case portTaken(host: String, port: Int)
    case portForbidden(Int)
    case noSuchAddress(String)
    case certificate(file: String, reason: String)
    /// A route of the API that says nothing about itself.
    case undescribed(route: String)
    /// A route that stands in no line of the permission matrix.
    case nobodyMay(String)
}

extension StartTrouble: CustomStringConvertible {
    package var description: String {
        switch self {
        case .portTaken(let host, let port):
            "Port \(port) on \(host) is taken, perhaps by another Tutti. Stop that one, or choose another port with --port."
        case .portForbidden(let port):
            "Port \(port) may be used by the system's administrator only. Choose one above 1023 with --port."
        case .noSuchAddress(let host):
            "This machine has no address \(host) to listen on. Use 127.0.0.1, 0.0.0.0 or one of its own."
        case .certificate(let file, let reason):
            "The certificate cannot be used (\(file)): \(reason)."
        case .undescribed(let route):
            "The route \(route) belongs to the API and is not described. Give it an Operation."
        case .nobodyMay(let route):
            "Nobody said whom the route \(route) answers. Give it a line in PermissionMatrix."
        }
    }
}
