import Features
import Foundation
import Store
import TestKit
import Testing

/// `tutti poll` and `tutti pulse schedule`, `packs` and `burden`, against a server and a database that are really there.
@Suite("Polls, schedules and packs from the command line", .timeLimit(.minutes(40)))
struct PollCommandTests {
    private static func run(_ served: ServedRound, _ place: Int, _ words: String...) throws -> ServedRound.Run {
        try BuiltProgram.run(
            BuiltProgram.path("tutti"),
            words + ["--server", served.server.address, "--token-file", served.token(place)],
            environment: ["NO_COLOR": "1"])
    }

    @Test func `a poll by name is opened, answered and read by those who were asked`() async throws {
        try await ServedRound.with { served in
            let opened = try Self.run(
                served, 0, "poll", "open", "What first?", "--dots", "--option", "Api", "--option", "Web", "--option",
                "App", "--option", "Docs", "--named", "--hours", "1", "--json")
            #expect(opened.status == 0, "\(opened.errors)")
            let poll = try JSONDecoder().decode(PollAnswer.self, from: Data(opened.output.utf8))
            #expect(poll.dots == 2 && poll.dotsEach == 2 && poll.mode == "named" && poll.results == nil)
            let answered = try Self.run(served, 1, "poll", "answer", poll.id, "--dots", "2=2")
            #expect(answered.status == 0, "\(answered.errors)")
            let tooMany = try Self.run(served, 2, "poll", "answer", poll.id, "--dots", "1=2", "--dots", "2=1")
            #expect(tooMany.status == 2 && tooMany.errors.contains("gives out more than 2 dots"))
            let page = served.server.address + poll.url
            #expect(try Self.run(served, 2, "poll", "answer", page, "--dots", "1=1", "--dots", "2=1").status == 0)
            #expect(try Self.run(served, 2, "poll", "answer", page, "--withdraw").status == 0)
            #expect(try Self.run(served, 3, "poll", "list").output.contains("What first? (named, open, you are asked)"))
            let id = poll.id
            try await served.database.write {
                _ = try $0.run("UPDATE pulse_round SET ends_at = 1 WHERE id = \(id)")
            }
            try await served.waitUntilReleased(id)
            let shown = try Self.run(served, 3, "poll", "show", poll.id)
            #expect(shown.output.contains("1. Web: 100\u{A0}%; 2 dots; member-1"), "\(shown.output)")
        }
    }

    @Test func `an anonymous poll is not answered with a token, and a wrong wish is said in a sentence`() async throws {
        try await ServedRound.with { served in
            let opened = try Self.run(served, 0, "poll", "open", "Tea?", "--json")
            #expect(opened.status == 0, "\(opened.errors)")
            let poll = try JSONDecoder().decode(PollAnswer.self, from: Data(opened.output.utf8))
            let named = try Self.run(served, 1, "poll", "answer", poll.id, "--choice", "yes")
            #expect(named.status == 2 && named.errors.contains("tutti pulse answer"))
            let short = try Self.run(served, 0, "poll", "open", "Tea?", "--hours", "2")
            #expect(short.status == 2 && short.errors.contains("for four hours at least"))
            let stranger = try Self.run(served, 1, "poll", "open", "Tea?", "--named")
            #expect(stranger.status == 2 && stranger.errors.contains("You belong to no team"))
        }
    }

    @Test func `a schedule is started, paused and ended, within what is agreed`() async throws {
        try await ServedRound.with { served in
            func tutti(_ words: String...) throws -> ServedRound.Run {
                try BuiltProgram.run(
                    BuiltProgram.path("tutti"), words + ["--data", served.data.path()], environment: ["NO_COLOR": "1"])
            }
            let added = try tutti(
                "pulse", "schedule", "add", "How it goes", "--pack", "mood", "--pack", "focus", "--every", "weekly",
                "--weekday", "friday", "--time", "9:30", "--json")
            #expect(added.status == 0, "\(added.errors)")
            struct Told: Decodable { let id, when, state: String }
            let told = try #require(try JSONDecoder().decode([Told].self, from: Data(added.output.utf8)).first)
            #expect(told.when == "Every week, on Friday at 09:30" && told.state == "running")
            let more = try tutti("pulse", "schedule", "add", "More", "--pack", "trust", "--every", "weekly")
            #expect(more.status == 2 && more.errors.contains("15 minutes are agreed"))
            #expect(try tutti("pulse", "schedule", "pause", told.id).output.contains("How it goes, paused"))
            #expect(try tutti("pulse", "schedule", "resume", told.id).output.contains("How it goes, running"))
            #expect(try tutti("pulse", "schedule", "end", told.id).output.contains("How it goes, ended"))
            #expect(try tutti("pulse", "schedule", "list").output.contains(told.id))
            #expect(try tutti("pulse", "burden", "--agree", "6").output.contains("6 minutes agreed"))
            #expect(
                try tutti("pulse", "schedule", "add", "None", "--pack", "nothing").errors.contains(
                    "psychological-safety"))
        }
    }

    @Test func `packs are read, judged and kept`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-packs-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func tutti(_ words: String...) throws -> ServedRound.Run {
            try BuiltProgram.run(BuiltProgram.path("tutti"), words, environment: ["NO_COLOR": "1"])
        }
        let data = ["--data", folder.path()]
        let text = try tutti("pulse", "packs", "show", "mood", data[0], data[1]).output
        #expect(text.hasPrefix("pack: mood\n"))
        let (file, wrong) = (folder.appending(path: "ours.txt").path(), folder.appending(path: "wrong.txt").path())
        try text.replacing("pack: mood", with: "pack: ours").write(toFile: file, atomically: true, encoding: .utf8)
        try "pack: x\n".write(toFile: wrong, atomically: true, encoding: .utf8)
        let checked = try tutti("pulse", "packs", "check", file, wrong)
        #expect(checked.status == 1 && checked.output.contains("ours") && checked.output.contains("wrong.txt: Line 1"))
        #expect(try tutti("pulse", "packs", "add", file, data[0], data[1]).status == 0)
        #expect(try tutti("pulse", "packs", "list", data[0], data[1]).output.contains("ours  Mood: one question"))
        #expect(try tutti("pulse", "packs", "remove", "ours", data[0], data[1]).status == 0)
        #expect(try tutti("pulse", "packs", "remove", "mood", data[0], data[1]).status == 2)
    }
}

extension ServedRound {
    /// The server looks by itself, every twenty seconds.
    fileprivate func waitUntilReleased(_ id: String) async throws {
        try await until("the round is released") { try await database.read { try $0.round(id)?.state } == .released }
    }
}
