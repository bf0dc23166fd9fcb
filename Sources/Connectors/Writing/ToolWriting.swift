import Foundation
import Records

/// What may be written at a code host, and how: little, in one place, and never twice.
///
/// Whoever calls decides whether it is wished at all. Each of these looks before it makes something new, so that one that
/// is broken off anywhere can be begun again. All throw `AskingTrouble`.
package protocol ToolWriting: Sendable {
    /// The host, as keys of what it told name it.
    var source: String { get }
    /// Whether a mark at a commit may send people a message.
    var marksAnnounce: Bool { get }
    /// Whether a mark may say that something is still waited for without holding up what runs beside it.
    var marksMayWait: Bool { get }

    /// Puts a mark at the commit of a pull request, unless the newest of that name says the same.
    ///
    /// - Returns: whether it had to be written.
    func mark(_ place: WritingPlace, _ status: CommitStatus, _ fetch: Fetch) async throws -> Bool

    /// Writes the one comment at a pull request, or changes it.
    ///
    /// - Parameters:
    ///   - marker: by which it is found again; it stands invisibly in the text.
    ///   - known: its name there, where it was written before. `AskingTrouble.absent` says that somebody took it away.
    /// - Returns: its name there.
    func comment(
        _ place: WritingPlace, _ text: String, marker: String, known: String?, _ fetch: Fetch
    ) async throws -> String

    /// Asks somebody for a review in place of somebody else, who is then asked no more; the others stay asked.
    ///
    /// - Parameter old: nil asks one more.
    func replaceReviewer(_ place: WritingPlace, _ old: Account?, with new: Account, _ fetch: Fetch) async throws

    /// Whether a token may write; nothing is written to find out.
    func findings(_ wishes: Set<WritingWish>, at place: WritingPlace, _ fetch: Fetch) async throws -> [ToolFinding]

    /// Has the tool send a webhook to an address of ours, by the first of a place's webhooks that goes there.
    ///
    /// - Parameter hook: with which the webhook's address ends.
    func ping(_ place: String, hook: String, _ fetch: Fetch) async throws -> WebhookPing

    /// The repository's own template for descriptions; nil where it has none.
    func template(_ place: WritingPlace, _ fetch: Fetch) async throws -> String?
}

/// What became of a webhook that a tool was asked to send.
package enum WebhookPing: Hashable, Sendable {
    /// No webhook of that place goes to the address.
    case notThere
    /// What the last one before it was answered with, where the tool says so.
    case sent(last: String?)
}

/// Something that a connection may be let write.
package enum WritingWish: String, CaseIterable, Hashable, Sendable {
    case marks, comments, reviewers
}

/// A pull request, as its host is asked about it.
package struct WritingPlace: Hashable, Sendable {
    /// `octocat/hello-world`, or the number of a project.
    package let repository: String
    package let number: Int
    /// The newest commit that is asked to be merged.
    package let commit: String

    /// Nil for a key that is no code host's.
    package init?(_ pullRequest: RecordKey, commit: String) {
        guard pullRequest.kind == .pullRequest,
            let sign = pullRequest.id.lastIndex(where: { $0 == "#" || $0 == "!" }),
            let number = Int(pullRequest.id[pullRequest.id.index(after: sign)...]), sign > pullRequest.id.startIndex
        else { return nil }
        repository = String(pullRequest.id[..<sign])
        self.number = number
        self.commit = commit
    }
}

/// A remark as hosts list it.
struct ListedRemark {
    let id: Int
    let text: String
    let isOwn: Bool
}

extension ToolWriting {
    /// The first remark of our own that carries the marker. Somebody else's copy of it is none.
    func ownRemark(
        _ marker: String, _ page: (_ number: Int) async throws -> [ListedRemark]
    ) async throws -> ListedRemark? {
        for number in 1...Self.mostPages {
            let remarks = try await page(number)
            if let found = remarks.first(where: { $0.isOwn && $0.text.contains(marker) }) { return found }
            if remarks.count < 100 { return nil }
        }
        return nil
    }

    private static var mostPages: Int { 20 }

    /// What writes; only what may be there twice is sent again by itself.
    func writing(
        _ method: ToolQuestion.Method, _ url: String, _ body: some Encodable & Sendable, headers: [String: String],
        mayRepeat: Bool = true
    ) throws -> ToolQuestion {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var question = ToolQuestion(url, headers: headers, body: try encoder.encode(body))
        question.headers["Content-Type"] = "application/json"
        question.method = method
        question.isWriting = true
        question.mayRepeat = mayRepeat
        return question
    }

    func read<Value: Decodable>(_ type: Value.Type, _ reply: ToolReply) throws -> Value {
        do { return try JSONDecoder().decode(type, from: reply.body) } catch {
            throw AskingTrouble.unreachable("the answer cannot be read: \(error)")
        }
    }

    /// The first template that there is.
    func firstText(at urls: [String], headers: [String: String], _ fetch: Fetch) async throws -> String? {
        for url in urls {
            do {
                let file = try read(HostedFile.self, try await fetch.reply(to: ToolQuestion(url, headers: headers)))
                if let text = file.text { return text }
            } catch AskingTrouble.absent { continue }
        }
        return nil
    }
}

/// A file as both hosts hand it over.
private struct HostedFile: Decodable {
    let content: String?
    let encoding: String?

    var text: String? {
        guard let content, encoding == "base64" else { return nil }
        return Data(base64Encoded: content, options: .ignoreUnknownCharacters)
            .map { String(decoding: $0, as: UTF8.self) }
    }
}
