import BlindTickets
import Features
import Foundation

/// A round's rules as they were fixed, checked before anything else is done with them.
struct ReadRules {
    let manifest: Manifest
    let hash: ManifestHash
    let explanation: Explanation

    /// - Parameter typed: the hash from elsewhere; nil where there is none.
    /// - Throws: `CommandTrouble`: for another hash with the code of what is not allowed.
    init(_ bytes: Data, against typed: String?) throws {
        do {
            if let typed {
                guard let wanted = ManifestHash(typed) else {
                    throw CommandTrouble("\(typed) is no hash. It has 64 hexadecimal digits, in groups or not.")
                }
                manifest = try Manifest(checking: bytes, against: wanted)
            } else {
                manifest = try Manifest(canonical: bytes)
            }
            hash = ManifestHash(of: bytes)
            explanation = try Explanation(manifest)
        } catch let trouble as ManifestTrouble {
            throw CommandTrouble("\(trouble)", code: .notAllowed)
        }
    }

    /// For a terminal, from the manifest and from nothing else.
    func text(_ style: TerminalStyle) -> String {
        let title = style.strong(Printable.text(manifest.title)) + "\n"
        return title + explanation.parts.map { "\n" + Self.part($0.title, $0.sentences, style) }.joined()
    }

    static func part(_ title: String, _ sentences: [String], _ style: TerminalStyle) -> String {
        let lines = sentences.flatMap { style.lines(Printable.text($0), first: "- ", rest: "  ") }
        return ([style.heading(title)] + lines).map { $0 + "\n" }.joined()
    }
}

enum TokenFile {
    /// - Throws: `CommandTrouble` where the file holds no token.
    static func token(at path: String) throws -> String {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw CommandTrouble("There is no file \(path) that could be read. Put the token from /me into it.")
        }
        let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard TokenText.secret(token) != nil else {
            throw CommandTrouble("\(path) holds no token of Tutti. Make one that may read and change, at /me.")
        }
        return token
    }
}
