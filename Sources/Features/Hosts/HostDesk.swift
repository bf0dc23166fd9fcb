import Records
import Store

/// What pages and commands may have done at code hosts.
package struct HostDesk: Sendable {
    /// What a connection would write, and whether its token may; nothing is written.
    package let preview: @Sendable (SourceConnection.ID, WriteBackChoice) async throws -> WriteBackPreview
    /// Asks for one reviewer in place of another, by whichever connection reads the pull request.
    package let replaceReviewer: @Sendable (ReviewerSwap) async throws -> ReviewerSwap.Outcome
    /// Sends a signed webhook through the server's own door, and asks the tool to send one.
    package let testWebhook:
        @Sendable (SourceConnection.ID, _ door: WebhookTest.Door) async throws -> [SourceCheck.Finding]

    package init(
        preview: @escaping @Sendable (SourceConnection.ID, WriteBackChoice) async throws -> WriteBackPreview,
        replaceReviewer: @escaping @Sendable (ReviewerSwap) async throws -> ReviewerSwap.Outcome,
        testWebhook: @escaping @Sendable (SourceConnection.ID, WebhookTest.Door) async throws -> [SourceCheck.Finding]
    ) {
        (self.preview, self.replaceReviewer, self.testWebhook) = (preview, replaceReviewer, testWebhook)
    }
}

/// What a connection would write just now.
package struct WriteBackPreview: Sendable {
    package struct Line: Sendable {
        package enum State: Sendable {
            /// It will be written.
            case new
            /// It stands there already.
            case same
            /// It waits for its author's working time.
            case later
            /// Somebody removed the comment, so that none is written.
            case removed
        }

        package var item: WriteBackItem
        package var state: State

        package init(item: WriteBackItem, state: State) { (self.item, self.state) = (item, state) }
    }

    package var lines: [Line]
    /// How many open pull requests were looked at.
    package var requests: Int
    package var check: SourceCheck

    package init(lines: [Line], requests: Int, check: SourceCheck) {
        (self.lines, self.requests, self.check) = (lines, requests, check)
    }
}

extension WriteBackPreview.Line.State {
    /// What is done about something, by what was written before.
    ///
    /// - Parameter announces: whether writing it may send somebody a message.
    package static func of(_ item: WriteBackItem, after before: WrittenBack?, announces: Bool) -> Self {
        if before?.state == .removed { return .removed }
        if let before, before.state == .written, before.digest == item.digest, before.commit == item.place {
            return .same
        }
        return announces && !item.isTime ? .later : .new
    }
}

/// One reviewer in place of another.
package struct ReviewerSwap: Hashable, Sendable {
    package var pullRequest: RecordKey
    /// Nil asks one more.
    package var old: Account?
    package var new: Account

    package init(_ pullRequest: RecordKey, old: Account?, new: Account) {
        (self.pullRequest, self.old, self.new) = (pullRequest, old, new)
    }

    package enum Outcome: Hashable, Sendable {
        case done
        /// No connection reads it, or may write; or the host does not take it. A sentence.
        case refused(String)
    }
}

/// How a webhook is tried.
package enum WebhookTest {
    /// Where our own test goes in.
    package enum Door: Hashable, Sendable {
        /// Within the process that serves.
        case inside
        /// A server's address: `https://tutti.example.org`.
        case server(String)
    }
}
