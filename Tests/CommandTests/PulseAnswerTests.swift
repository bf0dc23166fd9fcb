import BlindTickets
import Foundation
import Store
import Surveys
import TestKit
import Testing

@testable import Features

/// `tutti pulse answer`, `tutti pulse send` and `tutti privacy explain` against a server that really runs.
@Suite("tutti pulse answer", .timeLimit(.minutes(40)))
struct PulseAnswerTests {
    @Test func `six people answer by their tokens, and all of it comes out`() async throws {
        try await ServedRound.with { served in
            var receipts: Set<String> = []
            for place in 0..<4 {
                let answer = try served.answer(place, ["--answers", served.sheet(place % 5 + 1), "--now", "--json"])
                #expect(answer.status == 0, "\(answer.errors)")
                #expect(answer.errors.contains("What cannot be promised"))
                let told = try JSONDecoder().decode(Told.self, from: Data(answer.output.utf8))
                #expect(told.outcome == "counted" && told.hash == served.hash)
                receipts.insert(told.receipt)
            }
            receipts.insert(try served.typed(4, "7\\n4\\nmore quiet mornings\\n2\\ny\\n"))
            receipts.insert(try served.waited(5))
            #expect(receipts.count == 6)
            #expect(!(try served.log).contains("/pulse/answers"))

            let (used, result) = try await served.released()
            #expect(Set(used.hashes.map(\.description)) == receipts && used.issued == 6)
            try used.check(against: served.round.manifest)
            #expect(result != nil)
        }
    }

    @Test func `who has answered is told so, and who lost the ticket too`() async throws {
        try await ServedRound.with { served in
            let first = try served.answer(0, ["--answers", served.sheet(3), "--now"])
            #expect(first.status == 0 && first.output.contains("Your answer counts. Your receipt: "), "\(first.errors)")
            let again = try served.answer(0, ["--answers", served.sheet(5), "--now"])
            #expect(again.status == 4 && again.errors.contains("You have answered this round. Your receipt: "))
            let elsewhere = try served.answer(0, ["--answers", served.sheet(5), "--now"], state: "elsewhere")
            #expect(elsewhere.status == 4 && elsewhere.errors.contains("A ticket of yours was made elsewhere"))
            #expect(try await served.counts() == [1, 1])
        }
    }

    @Test func `a ticket from elsewhere is used, and one of another round is not`() async throws {
        try await ServedRound.with { served in
            #expect(try served.answer(0, ["--answers", served.sheet(1)]).status == 0)
            let kept = try served.ticket(0)
            let file = served.data.appending(path: "ticket.json")
            try JSONEncoder().encode(kept).write(to: file)
            let options = ["--answers", try served.sheet(3), "--now", "--ticket", file.path()]
            let moved = try served.answer(1, options, state: "moved")
            #expect(moved.status == 0 && moved.output.contains("Your answer counts."), "\(moved.errors)")
            #expect(moved.output.contains(kept.hash.description))
            #expect(try await served.counts() == [1, 1])

            let json = String(decoding: try JSONEncoder().encode(kept), as: UTF8.self)
            try Data(json.replacing(served.round.id, with: served.closed.id).utf8).write(to: file)
            #expect(try served.answer(2, options, state: "other").errors.contains("a ticket of another round"))
            try Data("{}".utf8).write(to: file)
            #expect(try served.answer(2, options, state: "none").errors.contains("holds no ticket"))
            #expect(try await served.counts() == [1, 1])
        }
    }

    @Test func `an answer that waits is replaced by the next one`() async throws {
        try await ServedRound.with { served in
            let first = try served.answer(0, ["--answers", served.sheet(1)])
            #expect(first.status == 0 && first.output.contains("Your answer waits, and leaves after "))
            let second = try served.answer(0, ["--answers", served.sheet(5), "--now"])
            #expect(second.status == 0 && second.output.contains("Your answer counts."), "\(second.errors)")
            #expect(try served.send(0).output == "Nothing waits.\n")
            #expect(try await served.counts() == [1, 1])
        }
    }

    @Test func `answers are tied by those who say so, and by a secret that stays here`() async throws {
        try await ServedRound.with(.begins) { served in
            let series = try #require(served.round.manifest.series?.id)
            func secret(_ place: Int) -> String { served.state("\(place)") + "/series/\(series).json" }
            for place in 0..<2 {
                let tied = try served.answer(place, ["--answers", served.sheet(place + 1), "--now", "--tie"])
                #expect(tied.status == 0 && tied.output.contains("which rounds you left out"), "\(tied.errors)")
                let mode = try FileManager.default.attributesOfItem(atPath: secret(place))[.posixPermissions] as? Int
                #expect(mode == 0o600)
            }
            // A name out of a file is not sent: it was not made on this device.
            let file = served.data.appending(path: "named.json")
            let named = Response([.init("own/clear"): .point(3)], pseudonym: String(repeating: "A", count: 43))
            try JSONEncoder().encode(named).write(to: file)
            #expect(try served.answer(2, ["--answers", file.path(), "--now"]).status == 0)
            // Who takes it back, or says no, keeps nothing that ties.
            #expect(try served.answer(3, ["--answers", served.sheet(4), "--tie"]).status == 0)
            #expect(FileManager.default.fileExists(atPath: secret(3)))
            #expect(try served.answer(3, ["--answers", served.sheet(4), "--now"]).status == 0)
            #expect(!FileManager.default.fileExists(atPath: secret(3)))
            _ = try served.typed(4, "7\n4\nmore quiet mornings\n2\ny\nn\n")
            #expect(try served.answer(5, ["--answers", served.sheet(5), "--now"]).status == 0)
            _ = try await served.released()
            #expect(try await served.database.read { try $0.tiedAnswers(series).count } == 2)
        }
        try await ServedRound.with { served in
            let alone = try served.answer(0, ["--answers", served.sheet(1), "--now", "--tie"])
            #expect(alone.status == 2 && alone.errors.contains("This round stands by itself"))
            #expect(try await served.counts() == [0, 0])
        }
    }

    @Test(arguments: ServedRound.Refusal.all)
    func `gets no ticket and sends nothing`(_ refusal: ServedRound.Refusal) async throws {
        try await ServedRound.with { served in
            let answer = try await served.answer(refusal)
            #expect(answer.status == refusal.status, "\(answer.errors)")
            #expect(answer.errors.contains(refusal.says) && answer.errors.split(separator: "\n").count == 1)
            #expect(try await served.counts() == [0, 0])
            #expect(served.kept == [])
        }
    }

    @Test func `what leaves at its moment carries the ticket and nothing of the sender`() async throws {
        try await ServedRound.with { served in
            #expect(try served.answer(0, ["--answers", served.sheet(2)]).status == 0)
            try served.redirect(0, to: served.server.address, leaving: Date(timeIntervalSinceNow: 3600))
            #expect(try served.send(0).output.contains("Your answer waits, and leaves after "))
            #expect(try await served.counts() == [1, 0])
            let size = served.round.manifest.envelope
            let listener = try Overheard(bodyOf: size, answering: SubmissionReply.counted.body)
            try served.redirect(0, to: listener.address, leaving: Date(timeIntervalSinceNow: -60))
            let sent = try served.send(0)
            let (head, body) = listener.request
            #expect(sent.output.contains("Your answer counts."), "\(sent.errors)")
            #expect(body.count == size)
            #expect(try Envelope(parsing: body).ticket.survey == served.round.id)
            let lines = head.lowercased().split(separator: "\r\n").map(String.init)
            #expect(lines.first == "post /api/v1/pulse/answers http/1.1")
            let names = Set(lines.dropFirst().compactMap { $0.split(separator: ":").first.map(String.init) })
            #expect(names.subtracting(["connection"]) == ["host", "content-type", "content-length"])
        }
    }

    @Test func `an answer that cannot be sent stays until it can`() async throws {
        try await ServedRound.with { served in
            #expect(try served.answer(0, ["--answers", served.sheet(2)]).status == 0)
            served.server.stop()
            let sent = try served.send(0, "--now")
            #expect(
                sent.status == 3 && sent.output.contains("Your answer waits") && sent.errors.contains("cannot be asked")
            )
        }
    }

    @Test func `privacy explain says what the rules say`() async throws {
        try await ServedRound.with { served in
            let sentences = try Explanation(served.round.manifest).parts.flatMap(\.sentences)
            let file = served.data.appending(path: "manifest.json")
            try served.round.manifestBytes.write(to: file)
            for source in [[served.address, "--token-file", served.token(0)], [file.path()]] {
                let told = try served.explain(source + ["--hash", served.hash])
                #expect(told.status == 0, "\(told.errors)")
                let words = told.output.split(whereSeparator: \.isWhitespace).filter { $0 != "-" }.joined(
                    separator: " ")
                for sentence in sentences {
                    #expect(words.contains(sentence.replacing(" - ", with: " ")), "\(sentence)")
                }
            }
            let json = try served.explain([file.path(), "--json"])
            #expect(json.status == 0 && json.output.contains(served.hash))
            let other = try served.explain([file.path(), "--hash", String(repeating: "0", count: 64)])
            #expect(other.status == 4 && other.errors.contains("not the one you gave"))
            try Data("{}".utf8).write(to: file)
            #expect(try served.explain([file.path()]).errors.contains("not a manifest in its one form"))
            let general = try served.explain([])
            #expect(general.status == 0 && general.output.hasPrefix("What cannot be promised\n"))
        }
    }

    private struct Told: Decodable {
        let outcome: String
        let hash: String
        let receipt: String
    }
}
