import BlindTickets
import BrowserKit
import Foundation
import Records
import Testing

/// What a browser keeps, and when it acts. Time is handed in, so that nothing here waits.
@Suite("Tickets kept in the browser", .serialized)
struct TicketKeeperTests {
    @Test(.timeLimit(.minutes(40)))
    func `a ticket and an answer survive reloads and are sent at their moment, once`() async throws {
        let round = try TicketRound()
        try await withKeeper(round) { keeper in
            let waiting = try await keeper.status()
            #expect(waiting.state == "waiting")
            let fetchAt = try #require(waiting.moment)
            #expect(fetchAt >= keeper.now && fetchAt <= keeper.now + 12 * 3_600_000)
            try await keeper.run(at: fetchAt - 1)
            #expect(try await keeper.asked == 0)

            try await keeper.reload()
            try await keeper.run(at: fetchAt)
            #expect(try await keeper.status(at: fetchAt).state == "ready")
            #expect(try await keeper.asked == 1)

            try await keeper.do("answer(survey, b('2a2b'), {}, \(fetchAt))")
            let planned = try await keeper.status(at: fetchAt)
            let sendAt = try #require(planned.moment)
            #expect(planned.state == "planned" && sendAt >= fetchAt && sendAt <= fetchAt + 12 * 3_600_000)
            try await keeper.do("answer(survey, b('2a2c'), {}, \(fetchAt))")
            #expect(try await keeper.status(at: fetchAt).moment == sendAt, "a change of mind keeps the moment")

            try await keeper.reload()
            try await keeper.run(at: sendAt - 1)
            #expect(try await keeper.sent.isEmpty)
            try await keeper.run(at: sendAt)
            try await keeper.run(at: sendAt + 1)
            let envelope = try #require(try await keeper.sent.first)
            #expect(try await keeper.sent.count == 1)
            #expect(try round.admission.admit(envelope, now: Date()).answers == Data([0x2a, 0x2c]))
            let receipt = try round.admission.admit(envelope, now: Date()).hash.description
            #expect(try await keeper.status(at: sendAt).receipt == receipt)
            #expect(try await keeper.trouble("answer(survey, b('00'))").contains("Your answer was sent"))
            let kept = try await keeper.page.value(
                "Object.entries(\(keeper.record)).filter((e) => e[1]).map((e) => e[0])")
            let names = kept.elements.compactMap(\.text)
            #expect(names.contains("receipt") && !names.contains("ticket") && !names.contains("answers"))
        }
    }

    @Test(.timeLimit(.minutes(40)))
    func `a lost line asks again for the same ticket`() async throws {
        let round = try TicketRound()
        try await withKeeper(round) { keeper in
            let first = try #require(try await keeper.status().moment)
            try await keeper.page.page.evaluate("globalThis.isLost = true; 0")
            try await keeper.run(at: first)
            try await keeper.reload()
            let second = try #require(try await keeper.status(at: first).moment)
            #expect(second >= first && second <= first + 60_000)
            try await keeper.run(at: second)
            #expect(try await keeper.asked == 2)
            #expect(try await keeper.page.value("new Set(asked).size").int == 1, "the same blinded message")
            #expect(try await keeper.status(at: second).state == "ready")
        }
    }

    @Test(.timeLimit(.minutes(40)))
    func `a missed moment gets another one soon, and not for ever`() async throws {
        let round = try TicketRound()
        try await withKeeper(round) { keeper in
            var now = try await keeper.answered()
            // Waiting no second at all is as likely as any other wait, and would end this too early.
            try await keeper.page.page.evaluate(
                """
                crypto.getRandomValues = (bytes) => {
                  do Crypto.prototype.getRandomValues.call(crypto, bytes); while (bytes.at(-1) % 32 === 1);
                  return bytes;
                }; 0
                """)
            for longest in [600_000.0, 60_000, 15_000] {
                now = try #require(try await keeper.status(at: now).moment) + 3_600_000
                try await keeper.run(at: now)
                let next = try #require(try await keeper.status(at: now).moment)
                #expect(next > now && next <= now + longest)
            }
            now += 3_600_000
            try await keeper.run(at: now)
            #expect(try await keeper.sent.count == 1)
        }
    }

    @Test(.timeLimit(.minutes(40)))
    func `an answer that waited for its ticket does not follow on its heels`() async throws {
        let round = try TicketRound()
        try await withKeeper(round) { keeper in
            try await keeper.do("answer(survey, b('01'), {}, \(keeper.now))")
            let before = try #require(try await keeper.page.value("(\(keeper.record)).sendAt").number)
            let fetchAt = keeper.now + 24 * 3_600_000
            try await keeper.run(at: fetchAt)
            let planned = try await keeper.status(at: fetchAt)
            let moment = try #require(planned.moment)
            #expect(planned.state == "planned" && before < fetchAt)
            #expect(moment >= fetchAt && moment <= fetchAt + 12 * 3_600_000)
        }
    }

    @Test(.timeLimit(.minutes(40)))
    func `at once is at once, taken back is not sent, too late is said, and refusal is final`() async throws {
        let round = try TicketRound(hours: 1, grace: 600)
        try await withKeeper(round) { keeper in
            let over = keeper.now + 3_600_000 + 600_000
            #expect(try await keeper.status(at: over).state == "late")
            try await keeper.do("answer(survey, b('01'), { atOnce: true }, \(keeper.now))")
            try await keeper.do("withdraw(survey, \(keeper.now))")
            #expect(try await keeper.status().state == "waiting")
            try await keeper.do("answer(survey, b('01'), { atOnce: true }, \(keeper.now))")
            try await keeper.run(at: keeper.now)
            #expect(try await keeper.sent.count == 1)
        }
        try await withKeeper(round) { keeper in
            try await keeper.page.page.evaluate("globalThis.refusal = 'Made elsewhere.'; 0")
            try await keeper.run(at: try #require(try await keeper.status().moment))
            let status = try await keeper.status()
            #expect(status.state == "refused" && status.trouble == "Made elsewhere.")
            try await keeper.do("forget(survey)")
            #expect(try await keeper.status().state == "none")
        }
    }

    @Test(.timeLimit(.minutes(40)))
    func `a change from at once to later is later, and what came too late does not lie about`() async throws {
        let round = try TicketRound()
        try await withKeeper(round) { keeper in
            try await keeper.page.page.evaluate("globalThis.isLost = true; 0")
            try await keeper.do("answer(survey, b('01'), { atOnce: true }, \(keeper.now))")
            try await keeper.run(at: keeper.now)
            try await keeper.page.page.evaluate("globalThis.isLost = false; 0")
            let fetchAt = keeper.now + 60_000
            try await keeper.do("answer(survey, b('02'), { atOnce: false }, \(fetchAt))")
            try await keeper.run(at: fetchAt)
            #expect(try await keeper.status(at: fetchAt).state == "planned")
            #expect(try #require(try await keeper.status(at: fetchAt).moment) > fetchAt)

            let over = keeper.now + 100 * 3_600_000 + 43_200_000
            try await keeper.run(at: over)
            let record = try await keeper.page.value(keeper.record)
            #expect(record["answers"] == nil && record["ticket"] == nil)
            #expect(try await keeper.status(at: over).state == "late")
            #expect(try await keeper.sent.isEmpty)
        }
    }

    @Test(.timeLimit(.minutes(40)))
    func `changed rules are noticed, and two people of one browser keep apart`() async throws {
        let round = try TicketRound()
        var changed = round.manifest
        changed.k = 4
        try await withKeeper(round) { keeper in
            #expect(
                try await keeper.trouble("join(\(try changed.canonicalBytes.js), { segment: 'payments' })")
                    .contains("rules of this round were changed"))
            try await keeper.page.page.evaluate(
                "BlindTickets.Keeper.open('somebody else', 'test').then((other) => { globalThis.keeper = other; return 0 })"
            )
            #expect(try await keeper.status().state == "none")
        }
    }

    @Test(.timeLimit(.minutes(40)))
    func `an envelope goes without cookie, referrer and language, on a connection of its own`() async throws {
        try await withTicketPage { page, server in
            #expect(try await page.text("document.cookie") == "session=known")
            for _ in 1...2 {
                try await page.value("await fetch('/plain', { method: 'POST', body: 'x' }).then((r) => r.text())")
            }
            let submit = "BlindTickets.submit('\(server.address)/answers', new Uint8Array(4096))"
            #expect(try await page.text("await \(submit)") == "counted")
            let seen = try await page.value("await (await fetch('/seen')).json()").elements
            try #require(seen.count == 3)
            let headers = try #require(seen[2]["headers"])
            #expect(headers["cookie"] == nil && headers["authorization"] == nil && headers["referer"] == nil)
            #expect(headers["accept-language"]?.text == "en" && headers["content-length"]?.text == "4096")
            #expect(seen[0]["headers"]?["cookie"]?.text == "session=known")
            #expect(seen[0]["port"] == seen[1]["port"] && seen[2]["port"] != seen[1]["port"])
        }
    }
}
