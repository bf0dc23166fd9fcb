import ArgumentParser
import Features
import Foundation
import Records

/// How a one-time link is printed.
struct LinkOptions: ParsableArguments, Sendable {
    @Option(help: "Under which address people open this server.")
    var address = "http://127.0.0.1:8888"

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard let url = URL(string: address), ["http", "https"].contains(url.scheme), url.host() != nil else {
            throw ValidationError("--address takes an address such as https://tutti.example.org.")
        }
    }

    static func secret() -> Secret { Secret(randomBytes(32)) }

    /// - Parameter life: in seconds.
    func write(_ secret: Secret, _ life: Int64, for purpose: String) throws {
        let end = address.hasSuffix("/") ? String(address.dropLast()) : address
        let link = end + Link.oneTime(secret).path
        if json {
            let line: JSONValue = .object(["link": .string(link), "validForSeconds": .number(Double(life))])
            Output.write(try JSONValue.canonical(line, pretty: true) + Data("\n".utf8))
        } else {
            let hours = life / 3600
            let time = hours == 0 ? "\(life / 60) minutes" : hours <= 48 ? "\(hours) hours" : "\(hours / 24) days"
            Output.write("This link \(purpose), once, within \(time):\n\(link)\n")
        }
    }
}
