import BlindTickets
import BrowserKit
import Foundation
import Records
import Store
import TestKit
import Testing

@testable import Features

/// From the announcement to the result and a reply, in as many real browsers as there are people, at the same time.
@Suite("A whole round in several browsers", .serialized)
struct WholeRoundTests {
    private static let count = 12
    /// Uses the browser, and answers nothing.
    private static let silent = 10
    /// Has scripts switched off, and answers by the command line.
    private static let plain = 11
    /// Answers in the browser, and wants a reply.
    private static let asking = 4
    private static let reply = "Since Monday \"stand-up\" begins at ten."

    @Test(.timeLimit(.minutes(40)), arguments: Backend.all)
    func `everybody's ticket is fetched elsewhere, answers come out once, and a reply finds its writer`(
        _ backend: Backend
    ) async throws {
        try await RoundWorld.with(backend, people: Self.count) { world in
            let readers = world.people.prefix(Self.plain)
            try await Self.fetchElsewhere(world, readers)
            #expect(try await world.counts() == [Self.plain, 0])
            try await Self.answer(world)
            try await Self.answerWithoutScripts(world)
            #expect(try await world.counts() == [Self.count, Self.count - 1])
            #expect(!world.logs.contains("/pulse/answers"))

            try await world.release()
            try await Self.readResult(world)
            try await Self.writeBackFromTerminal(world)
            try await Self.writeBack(world)
            try await Self.followUp(world)
            for person in readers { #expect(person.page.complaints.isEmpty, "\(person.id): \(person.page.complaints)") }
        }
    }

    /// Nobody opens the round's page.
    private static func fetchElsewhere(_ world: RoundWorld, _ readers: ArraySlice<RoundPerson>) async throws {
        let id = world.round.id
        for (place, person) in readers.enumerated() {
            try await person.open(["/teams", "/me", "/today"][place % 3])
            try await person.fetchTicket(of: id)
        }
    }

    private static func answer(_ world: RoundWorld) async throws {
        let id = world.round.id
        for (place, person) in world.people.prefix(silent).enumerated() {
            try await person.open(world.path)
            try await person.answer(
                point: place % 5 + 1, words: "More quiet mornings, says \(place)", atOnce: place.isMultiple(of: 2),
                mayReply: place == asking)
            if !place.isMultiple(of: 2) { try await person.postpone("sendAt", of: id) }
        }
        for (place, person) in world.people.prefix(silent).enumerated() {
            if !place.isMultiple(of: 2) {
                try await person.waits(for: "planned", of: id)
                // From whichever page is open when the moment comes.
                try await person.open("/teams")
                try await person.waits(for: "planned", of: id)
                try await person.reach("sendAt", of: id)
            }
            try await person.waits(for: "sent", of: id)
        }
    }

    private static func answerWithoutScripts(_ world: RoundWorld) async throws {
        let person = world.people[plain]
        try await person.page.scripts(false)
        try await person.open(world.path)
        try await person.page.scripts(true)
        let told = try await person.text
        #expect(told.contains("With scripts off, answer from the command line: tutti pulse answer"))
        #expect(told.contains("What cannot be promised"))
        let sheet = FileManager.default.temporaryDirectory.appending(path: "tutti-sheet-\(UUID().uuidString)")
        let words = "{\"own/clear\": {\"point\": 3}, \"own/better\": {\"words\": \"Typed in a terminal\"}}"
        try Data("{\"answers\": \(words), \"maySeeWords\": true}".utf8).write(to: sheet)
        defer { try? FileManager.default.removeItem(at: sheet) }
        let answered = try world.tutti(
            [
                "answer", person.address + world.path, "--token-file", try await world.token(of: plain), "--hash",
                try world.round.manifest.hash.description, "--answers", sheet.path(), "--allow-reply",
                "--now",
            ], as: plain)
        #expect(answered.status == 0 && answered.output.contains("Your answer counts."), "\(answered.errors)")
    }

    private static func readResult(_ world: RoundWorld) async throws {
        let list = try await world.database.read { [id = world.round.id] in try $0.spentTickets(id) }
        #expect(list.count == count - 1)
        let inspection = try Inspection()
        for (place, person) in world.people.enumerated() {
            try await person.page.scripts(place != plain)
            try await person.open(world.path)
            try await person.page.scripts(true)
            let text = try await person.text
            #expect(text.contains("11 of 12 answered."), "\(place)")
            #expect(text.contains("Twelve tickets were handed out, eleven came back, none twice."), "\(place): \(text)")
            #expect(text.contains("What we make of it"))
            #expect(text.contains("More quiet mornings, says \(asking)"))
        }
        for (place, look) in Look.all.enumerated() {
            let page = world.people[place].page
            try await page.resize(width: look.width, height: 900, scheme: look.scheme)
            #expect(try await inspection.overflow(of: page) <= 0, "the result is wider than \(look)")
            let broken = try await inspection.violations(on: page)
            #expect(broken.isEmpty, "the result, \(look): \(broken.joined(separator: "; "))")
        }
        let receipt = try await world.people[1].page.evaluate(
            """
            TicketErrand.keeper.then((keeper) => keeper.status('\(world.round.id)')).then(async ({ receipt }) =>
              BlindTickets.isReceiptIn(receipt, await (await fetch('\(world.path)/used-tickets')).text()))
            """)
        #expect(receipt == .bool(true))
    }

    private static func writeBackFromTerminal(_ world: RoundWorld) async throws {
        let url = world.servers[0].address + world.path
        let (lead, writer) = (try await world.token(of: 0), try await world.token(of: plain))
        let none = try world.tutti(["replies", url, "--token-file", writer], as: plain)
        #expect(none.output == "Nothing was written back to you.\n", "\(none.errors)")
        let listed = try world.tutti(["reply", url, "--token-file", lead, "--json"], as: 0)
        let told = try JSONDecoder().decode(RoundWords.self, from: Data(listed.output.utf8))
        #expect(told.words.count == count - 1)
        #expect(told.words.filter { $0.replyTo != nil }.count == 2)
        let words = try #require(told.words.first { $0.text == "Typed in a terminal" })
        let sent = try BuiltProgram.run(
            "/bin/sh",
            [
                "-c",
                "echo 'Thank you for typing.' | \(BuiltProgram.path("tutti")) pulse reply \(url) --token-file \(lead) --to \(words.id) --state \(world.state(of: 0))",
            ])
        #expect(sent.output == "Sent. Only the writer can open it.\n", "\(sent.errors)")
        let opened = try world.tutti(["replies", url, "--token-file", writer], as: plain)
        #expect(opened.output.hasPrefix("Thank you for typing.\n  to follow up: --to "), "\(opened.errors)")
        let name = opened.output.trimmingCharacters(in: .whitespacesAndNewlines).suffix(8)
        func followUp(_ options: String) throws -> (status: Int32, output: String, errors: String) {
            try BuiltProgram.run(
                "/bin/sh",
                [
                    "-c",
                    "echo 'You are welcome.' | \(BuiltProgram.path("tutti")) pulse follow-up \(url) --to \(name) --state \(world.state(of: plain)) \(options)",
                ])
        }
        // Without a token: nothing says who it is.
        #expect(try followUp("").output.contains("waits, sealed"))
        #expect(try followUp("").errors.contains("You have followed this reply up."))
        let left = try world.tutti(["send", "--now"], as: plain)
        #expect(left.output == "Follow-ups sent: 1\n", "\(left.errors)")
        #expect(try world.tutti(["send", "--now"], as: plain).output == "Nothing waits.\n")
        // Somebody else's folder has no key for it.
        #expect(try world.tutti(["replies", url, "--token-file", writer], as: 0).output.hasPrefix("Nothing"))
    }

    private static func writeBack(_ world: RoundWorld) async throws {
        let lead = world.people[0]
        try await lead.open(world.path)
        try await lead.page.until("the place to write back") {
            try await lead.page.evaluate("document.querySelectorAll('write-back:not([hidden]) form').length").int == 1
        }
        try await lead.page.evaluate(
            """
            (() => {
              const form = document.querySelector('write-back form');
              form.elements.reply.value = \(reply.debugDescription);
              form.requestSubmit();
            })()
            """)
        try await lead.page.until("the reply is sent") {
            try await lead.page.evaluate("document.querySelector('write-back [role=status]').textContent").text
                == "Sent. Only the writer can open it."
        }
        let kept = try await world.database.read { [id = world.round.id] in try $0.sealedReplies(of: id) }
        #expect(kept.count == 2)
        for sealed in kept { #expect(Data(sealed).range(of: Data(reply.utf8)) == nil) }
        for (place, person) in world.people.prefix(plain).enumerated() {
            try await person.open(world.path)
            let asked = "\(person.address)/api/v1/pulse/\(world.round.id)/replies"
            // Everybody's browser asks, whoever wrote what.
            try await person.page.until("\(place) asks for replies") { person.page.status(of: asked) == 200 }
            if place == asking {
                try await person.page.until("the reply") { try await person.text.contains(reply) }
            } else {
                #expect(try await !person.text.contains(reply), "\(place)")
            }
        }
        #expect(
            try await world.people[3].text.contains(
                "2 asked for a reply to what they wrote in rounds so far, 2 got one"))
    }

    /// From the writer's page, at a random moment that is reached, to the lead's page on the next day.
    private static func followUp(_ world: RoundWorld) async throws {
        let (writer, lead) = (world.people[asking], world.people[0])
        try await writer.page.until("the place to follow up") {
            try await writer.page.evaluate("document.querySelectorAll('[data-part=reply] form').length").int == 1
        }
        for (place, look) in Look.all.enumerated() where place < 2 {
            try await writer.page.evaluate("document.querySelector('[data-part=reply] details').open = true")
            try await writer.page.resize(width: look.width, height: 900, scheme: look.scheme)
            let inspection = try Inspection()
            #expect(try await inspection.overflow(of: writer.page) <= 0, "wider than \(look)")
            let broken = try await inspection.violations(on: writer.page)
            #expect(broken.isEmpty, "\(look): \(broken.joined(separator: "; "))")
        }
        try await writer.page.evaluate(
            """
            (() => {
              const form = document.querySelector('[data-part=reply] form');
              form.elements['follow-up'].value = 'Ten is fine, says who asked';
              form.requestSubmit();
            })()
            """)
        try await writer.page.until("the follow-up waits") {
            try await writer.text.contains("Your follow-up waits in this browser")
        }
        // It leaves from another page, without cookie, when its moment comes.
        try await writer.open("/teams")
        try await writer.reachFollowUp()
        let kept = try await world.database.read { db in
            try db.value("SELECT count(*) FROM pulse_follow_up", as: Int.self)
        }
        #expect(kept == 2)
        try await writer.open(world.path)
        try await writer.page.until("it was sent") { try await writer.text.contains("You followed up.") }
        #expect(!world.logs.contains("follow-ups"))

        try await lead.open(world.path)
        #expect(try await !lead.text.contains("Ten is fine"))
        try await world.handOverFollowUps()
        try await lead.open(world.path)
        try await lead.page.until("the follow-up") { try await lead.text.contains("Ten is fine, says who asked") }
        #expect(try await lead.text.contains("Only where the reply was written can it be opened."))
        #expect(try await lead.page.evaluate("document.querySelectorAll('write-back form').length").int == 2)
        let listed = try world.tutti(
            ["reply", world.servers[0].address + world.path, "--token-file", try await world.token(of: 0)], as: 0)
        #expect(listed.output.contains("  followed up: You are welcome.\n"), "\(listed.errors)")
        for other in world.people.dropFirst().prefix(2) {
            try await other.open(world.path)
            #expect(try await !other.text.contains("followed up"), "of follow-ups nobody else hears")
        }
    }
}
