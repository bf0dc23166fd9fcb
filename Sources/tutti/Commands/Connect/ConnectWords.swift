import ArgumentParser
import Features
import Foundation
import Records
import Store

/// What commands about sources say.
enum ConnectWords {
    struct Webhook: Encodable {
        let path: String
        let secret: String
    }

    struct Answer: Encodable {
        struct Finding: Encodable {
            let title: String
            let outcome: String
            let sentence: String
        }

        var id: String?
        var name: String?
        let findings: [Finding]
        var webhook: Webhook?

        init(_ check: SourceCheck) {
            findings = check.findings.map {
                Finding(title: $0.title, outcome: $0.outcome.rawValue, sentence: $0.sentence)
            }
        }
    }

    struct Line: Encodable {
        let id, kind, name, state: String
        let trouble: String?
        let lastGoodAt, nextAt: String?
        let limitsLeft: [Int64]
        let missing: [String: String]
    }

    /// - Throws: `CommandTrouble` where nothing could be found out.
    static func tell(_ check: SourceCheck) throws {
        switch check.trouble {
        case .network(let sentence): throw CommandTrouble(sentence, code: .network)
        case .notAllowed(let sentence): throw CommandTrouble(sentence, code: .notAllowed)
        case nil: break
        }
        for finding in check.findings {
            let word =
                switch finding.outcome {
                case .works: "yes"
                case .absent: "not there"
                case .lacking: "no"
                }
            let padded = word.padding(toLength: 10, withPad: " ", startingAt: 0)
            Output.write(Printable.text("\(padded)\(finding.title): \(finding.sentence)") + "\n")
        }
    }

    static func print(_ answer: some Encodable) throws {
        Output.write(try JSONValue.canonical(answer, pretty: true) + Data("\n".utf8))
    }

    static func line(_ connection: SourceConnection, _ sync: SourceSync) -> Line {
        Line(
            id: connection.id, kind: connection.kind, name: connection.name, state: connection.state.rawValue,
            trouble: connection.trouble, lastGoodAt: sync.endedAt.map { Days.instant($0) },
            nextAt: sync.nextAt > 0 ? Days.instant(sync.nextAt) : nil, limitsLeft: sync.limits.map(\.left),
            missing: sync.missing)
    }
}
