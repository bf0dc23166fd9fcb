import Crypto
import Foundation
import Records
import Signals

/// Something to be written about one pull request.
package struct WriteBackItem: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case mark(CommitStatus)
        case comment(String)
    }

    package var pullRequest: RecordKey
    /// `octocat/hello-world`.
    package var repository: String
    package var number: Int
    package var title: String
    package var url: String?
    package var commit: String
    package var content: Content
    /// Whether now is a time at which its author may be sent something.
    package var isTime: Bool

    /// By which the one comment is found again.
    package static let marker = "<!-- tutti:review-check -->"

    /// Under which it is remembered.
    package var name: String {
        switch content {
        case .mark(let status): status.name
        case .comment: "comment"
        }
    }

    /// Another one has to be written again.
    package var digest: String {
        let text =
            switch content {
            case .mark(let status): "\(status.state.rawValue) \(status.sentence)"
            case .comment(let text): text
            }
        return Hexadecimal.text(Array(SHA256.hash(data: Data(text.utf8))))
    }

    /// A new push needs its own mark; the comment stays where it is.
    package var place: String {
        switch content {
        case .mark: commit
        case .comment: ""
        }
    }
}

/// The words of what is written: what is missing and how the agreement stands, without a name.
struct WriteBackWords {
    let check: ChangeRequestCheck
    /// Nil where no team answers for it, or nothing was measured yet.
    let open: OpenPullRequest?
    let now: Int64

    var description: CommitStatus {
        let missing = check.findings.filter { $0.level == .error }.map(\.part)
        let hints = check.findings.filter { $0.level == .warning }.map(\.part)
        let sentence =
            if !missing.isEmpty {
                "Missing: \(missing.joined(separator: ", "))"
            } else if !hints.isEmpty {
                "Nothing is missing; worth a look: \(hints.joined(separator: ", "))"
            } else {
                "Everything that reviewers need is said"
            }
        return CommitStatus(name: "tutti/description", state: missing.isEmpty ? .success : .failure, sentence: sentence)
    }

    /// Nil where nobody agreed on anything, or it is nobody's turn.
    var review: CommitStatus? {
        reviewSentence.map { sentence, isWaiting in
            CommitStatus(name: "tutti/review", state: isWaiting ? .pending : .success, sentence: sentence)
        }
    }

    private var reviewSentence: (text: String, isWaiting: Bool)? {
        guard let open else { return nil }
        switch open.turn.party {
        case .nobody: return nil
        case .author:
            // What stands in the way is no answer of anybody.
            let isAnswered = open.turn != .author(.conflict) && open.turn != .author(.failingCheck)
            return ("\(isAnswered ? "Answered" : "Waits for its author"): \(open.why)", !isAnswered)
        case .reviewer:
            let due = open.due.map { "; the team agreed to answer by \(Days.minute($0)) UTC" } ?? ""
            return ("Waits for a review: \(open.why)\(due)", true)
        }
    }

    /// Nil where there is nothing to say, unless a comment stands there already.
    func comment(_ parts: Set<WriteBackChoice.Part>, isThere: Bool) -> String? {
        var lines: [String] = []
        if parts.contains(.description), !check.findings.isEmpty {
            lines.append(check.isWell ? "Worth a look before the review:" : "Missing before somebody reviews this:")
            lines.append("")
            lines += check.findings.map { "- \(Self.harmless($0.sentence))" }
        } else if isThere || parts.contains(.review) {
            lines.append(parts.contains(.description) ? "Everything that reviewers need is said." : "")
        }
        if parts.contains(.review), let sentence = reviewSentence?.text {
            lines += ["", "\(Self.harmless(sentence))."]
        }
        let text = lines.joined(separator: "\n").trimmingCharacters(in: .newlines)
        guard !text.isEmpty else { return nil }
        return
            "\(WriteBackItem.marker)\n\(text)\n\n<sub>Tutti keeps this one comment up to date and mentions nobody.</sub>"
    }

    /// Words that are quoted mention nobody, open no tag and give the host no command.
    private static func harmless(_ text: String) -> String {
        text.replacing("@", with: "@\u{200B}").replacing("<", with: "&lt;").replacing("#", with: "#\u{200B}")
    }
}
