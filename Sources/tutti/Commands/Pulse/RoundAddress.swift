import Foundation

/// Where a round stands: the server, and the round's id.
struct RoundAddress: Hashable {
    /// `https://tutti.example.org`, without a slash at its end.
    let server: String
    let round: String
    /// Others on the line can read and change what is sent.
    let isOpenToTheLine: Bool

    /// - Parameter text: what a browser shows on the page of the round.
    /// - Throws: `CommandTrouble` for anything else.
    init(_ text: String) throws {
        let match = text.wholeMatch(of: /((https?):\/\/([^\/?#@\s]+))\/pulse\/([A-Za-z0-9._-]{22})\/?/)
        guard let match, URL(string: String(match.1)) != nil else {
            throw CommandTrouble(
                "\(text) is no address of a round. Copy it from the round's page: https://tutti.example.org/pulse/…")
        }
        server = String(match.1)
        round = String(match.4)
        let host = match.3.replacing(/:[0-9]+$/, with: "")
        isOpenToTheLine = match.2 == "http" && !["localhost", "127.0.0.1", "[::1]"].contains(host)
    }

    var usedTickets: String { "\(server)/pulse/\(round)/used-tickets" }
}
