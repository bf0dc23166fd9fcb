import BlindTickets
import BrowserKit
import Foundation
import Records
import Testing

/// A page whose keeper has joined a round, with the server's side played by the test: requests are collected in the page, and
/// signed here.
final class KeeperPage {
    struct Status {
        let state: String
        let moment: Double?
        let receipt: String?
        let trouble: String?
    }

    let page: TicketPage
    let now = (Date().timeIntervalSince1970 * 1000).rounded()
    private let round: TicketRound
    private let server: TicketServer

    init(_ page: TicketPage, _ server: TicketServer, _ round: TicketRound) async throws {
        self.page = page
        self.server = server
        self.round = round
        try await page.page.evaluate("localStorage.asked = localStorage.sent = '[]'; 0")
        try await open()
        try await `do`(
            "join(\(try round.bytes.js), { segment: 'payments', hash: '\(try round.manifest.hash)' }, \(now))")
    }

    func reload() async throws {
        try await page.page.open(server.address + "/?again")
        try await open()
    }

    func `do`(_ call: String) async throws { try await page.value("await keeper.\(call).then(() => 0)") }

    func trouble(_ call: String) async throws -> String { try await page.trouble("keeper.\(call)") }

    func status(at moment: Double? = nil) async throws -> Status {
        let status = try await page.value("await keeper.status(survey, \(moment ?? now))")
        return Status(
            state: status["state"]?.text ?? "", moment: status["moment"]?.number, receipt: status["receipt"]?.text,
            trouble: status["trouble"]?.text)
    }

    /// One turn of the keeper. A request for a ticket waits until the test has signed it.
    func run(at moment: Double) async throws {
        try await page.page.evaluate("globalThis.turn = keeper.run(ways, \(moment)).then(() => 'over'); 0")
        while true {
            let open = try await page.page.evaluate(
                "Promise.race([turn, new Promise((done) => setTimeout(done, 50, 'open'))])")
            if open.text == "over" { return }
            let request = try await page.page.evaluate("globalThis.request ?? ''").text ?? ""
            if request.isEmpty { continue }
            let signature = try round.sign(Data(digits: request))
            try await page.value("(globalThis.request = '', sign(\(signature.js)), 0)")
        }
    }

    /// Fetches the ticket and answers; gives the moment of the answer.
    func answered() async throws -> Double {
        let moment = try #require(try await status().moment)
        try await run(at: moment)
        try await `do`("answer(survey, b('01'), {}, \(moment))")
        return moment
    }

    var asked: Int { get async throws { try await page.value("asked.length").int ?? 0 } }

    var sent: [Data] {
        get async throws {
            try await page.value("JSON.parse(localStorage.sent)").elements.compactMap {
                $0.text.map(Data.init(digits:))
            }
        }
    }

    /// What lies in the database for the round, as an expression.
    let record = """
        await new Promise((done) => {
          const opening = indexedDB.open('test');
          opening.onsuccess = () => {
            const all = opening.result.transaction('round').objectStore('round').getAll();
            all.onsuccess = () => done(all.result[0]);
          };
        })
        """

    private func open() async throws {
        try await page.page.evaluate(
            """
            (async () => {
              globalThis.survey = '\(round.manifest.survey)';
              globalThis.keeper = await BlindTickets.Keeper.open('me', 'test');
              globalThis.asked = JSON.parse(localStorage.asked);
              globalThis.isLost = false;
              globalThis.refusal = '';
              globalThis.ways = {
                requestTicket: async (survey, blinded) => {
                  asked.push(BlindTickets.hex(blinded));
                  localStorage.asked = JSON.stringify(asked);
                  if (refusal) throw new BlindTickets.TicketTrouble(refusal);
                  if (isLost) throw new TypeError('The line is down.');
                  return new Promise((sign) => Object.assign(globalThis, { sign, request: BlindTickets.hex(blinded) }));
                },
                send: async (survey, envelope) => {
                  localStorage.sent = JSON.stringify([...JSON.parse(localStorage.sent), BlindTickets.hex(envelope)]);
                  return 'counted';
                },
              };
              return 0;
            })()
            """)
    }
}

extension JSONValue {
    var number: Double? {
        if case .number(let value) = self { value } else { nil }
    }
}

func withKeeper(_ round: TicketRound, _ body: (KeeperPage) async throws -> Void) async throws {
    try await withTicketPage { page, server in try await body(try await KeeperPage(page, server, round)) }
}
