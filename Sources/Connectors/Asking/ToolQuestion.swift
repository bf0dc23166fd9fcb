import Foundation

/// One question to an outside tool, ready to be sent.
package struct ToolQuestion: Hashable, Sendable {
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case patch = "PATCH"
        case put = "PUT"
        case delete = "DELETE"
    }

    package var url: String
    /// What brings something along is posted unless it says otherwise.
    package var method: Method {
        get { chosenMethod ?? (body == nil ? .get : .post) }
        set { chosenMethod = newValue }
    }
    private var chosenMethod: Method?
    /// Whether it changes something there.
    package var isWriting = false
    /// Whether it may be sent again where it is not known that it arrived: what would be there twice then may not.
    package var mayRepeat = true
    package var headers: [String: String] = [:]
    /// JSON; nil for a question that only gets.
    package var body: Data?
    /// What the tool's host stands for, each judged by `OutgoingGuard`. Whoever sends the question connects to one of
    /// these and to no other, so that a name which changes its meaning in between leads nowhere.
    package var addresses: [String] = []
    /// How many bytes may come back.
    package var limit = 64 << 20
    /// Whether the beginning of a longer answer is enough.
    package var takesBeginning = false
    /// How long the whole of it may take.
    package var seconds = 60

    package init(_ url: String, headers: [String: String] = [:], body: Data? = nil) {
        self.url = url
        self.headers = headers
        self.body = body
    }
}

/// What came back, whatever it says. Redirects are not followed by whoever sends, for each has to be judged.
package struct ToolReply: Hashable, Sendable {
    package var status: Int
    /// By names in lower case.
    package var headers: [String: String]
    package var body: Data

    package init(status: Int, headers: [String: String] = [:], body: Data = Data()) {
        self.status = status
        self.headers = Dictionary(headers.map { ($0.key.lowercased(), $0.value) }) { one, _ in one }
        self.body = body
    }

    func header(_ names: String...) -> String? { names.lazy.compactMap { headers[$0] }.first }

    func number(_ names: String...) -> Int64? { names.lazy.compactMap { headers[$0].flatMap { Int64($0) } }.first }
}

/// Sends a question. Throws where nothing whole came back: cut off, too long, too slow, not to be reached.
package typealias AskTool = @Sendable (ToolQuestion) async throws -> ToolReply

/// Why a tool was not asked, or did not answer.
package enum AskingTrouble: Error, Hashable, Sendable, CustomStringConvertible {
    /// The address may not be asked.
    case refused(OutgoingGuard.Refusal, url: String)
    /// It wants to be left alone for so long, in seconds.
    case limited(seconds: Int64)
    /// It cannot be reached, or does not get an answer together, however often it is asked.
    case unreachable(String)
    case tokenRefused
    /// The token may not read this; what it lacks by the tool's own name, where the tool says so.
    case tooLittleScope(url: String, lacks: String?, has: String?)
    /// It is not there, is switched off, or may not be seen, which some tools do not tell apart.
    case absent(url: String)
    /// The place in a list is no longer known to the tool.
    case cursorExpired
    case unexpected(status: Int, url: String)
    /// It understood what should be written, and does not take it; why, in its own words.
    case declined(status: Int, says: String)

    package var description: String {
        switch self {
        case .refused(let why, let url): "\(url) may not be asked: \(why)."
        case .limited(let seconds): "The limit of questions is reached; it goes on in \((seconds + 59) / 60) minutes."
        case .unreachable(let why): "There was no whole answer: \(why)."
        case .tokenRefused: "The token is not accepted. It may have expired or been revoked."
        case .tooLittleScope(let url, let lacks?, let has):
            "The token may not read \(url): it lacks “\(lacks)”" + (has.map { ", and has “\($0)”." } ?? ".")
        case .tooLittleScope(let url, nil, _): "The token may not read \(url)."
        case .absent(let url): "\(url) is not there, or the token may not see it."
        case .cursorExpired: "The place in the list is no longer known."
        case .unexpected(let status, let url): "\(url) answered with \(status)."
        case .declined(let status, let says) where says.isEmpty: "It was not taken, with status \(status)."
        case .declined(_, let says): "It was not taken: \(says)."
        }
    }
}
