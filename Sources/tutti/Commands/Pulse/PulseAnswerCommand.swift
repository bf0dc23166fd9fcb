import ArgumentParser
import BlindTickets
import Features
import Foundation
import Records
import Surveys

struct PulseAnswerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "Answer a round so that nobody can tell whose answer it is.",
        discussion: """
            The token says who you are and gets you a ticket, which the server signs without seeing it. The answer goes out with \
            the ticket alone, at a random moment within twelve hours: “tutti pulse send” sends it then. Give the hash that your \
            team was given by another way than this server.

            Examples:
              tutti pulse answer https://tutti.example.org/pulse/… --token-file token --hash 9f86d081-884c7d65-…
              tutti pulse answer https://tutti.example.org/pulse/… --token-file token --answers mine.json
            """)

    @Argument(help: ArgumentHelp("The address of the round's page.", valueName: "url"))
    var url: String

    @Option(
        help: ArgumentHelp("A file with an API token that may read and change.", valueName: "file"),
        completion: .file())
    var tokenFile: String

    @Option(help: "The hash of the rules. With any other one nothing is asked or sent.")
    var hash: String?

    @Option(
        help: ArgumentHelp("Answers as JSON instead of questions on the terminal.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var answers: String?

    @Option(
        help: ArgumentHelp(
            "A ticket that your browser fetched, as the round's page handed it over.", valueName: "file"),
        completion: .file())
    var ticket: String?

    @Flag(
        help: "Whoever leads may write back to your words; “tutti pulse replies” opens it, with a key that stays here.")
    var allowReply = false

    @Flag(
        help: "Tie this answer to yours of the other rounds of its series; the rules say what is dangerous about it.")
    var tie = false

    @Flag(help: "Send at once. Whoever runs the server may see that it came right after your token was used.")
    var now = false

    @OptionGroup var state: StateOptions

    @Flag(help: "Print JSON; everything else goes to standard error.")
    var json = false

    func run() async throws {
        let address = try RoundAddress(url)
        guard !address.isOpenToTheLine || hash != nil else {
            throw CommandTrouble(
                "\(address.server) speaks plain http: others on the line could hand you other rules. Give --hash, from elsewhere."
            )
        }
        let server = RoundServer(address: address, token: try TokenFile.token(at: tokenFile))
        let kept = try state.rounds.round(address.round)
        if let kept, kept.isSent {
            throw CommandTrouble("You have answered this round. Your receipt: \(kept.receipt)", code: .notAllowed)
        }
        let rules = try await rules(server, kept)
        let (questions, segment) = try await asked(server, rules.manifest, kept)
        let given = try answers.map { try Self.read($0, questions) }
        tell(rules.text(Terminal().style))
        if address.isOpenToTheLine {
            tell(
                "\nThis server speaks plain http: others on the line can read your answer, and see where it comes from.\n"
            )
        }
        let prompt = QuestionPrompt(style: Terminal().style, write: tell)
        if given == nil, hash == nil, try !prompt.agrees("Is \(rules.hash) the hash that your team was given?") {
            throw CommandTrouble("Nothing was asked and nothing was sent. Ask your team for the hash.")
        }
        var round = try await round(kept, server, rules, segment)
        var response = try given ?? prompt.answers(to: questions, textThreshold: rules.manifest.textThreshold)
        try tie(&response, &round, rules.manifest, given == nil ? prompt : nil)
        if allowReply { Self.addReplyKeys(&response, &round) }
        round.waiting = try wait(round, response, rules.manifest)
        try state.rounds.keep(round)
        let outcome = now ? try await Delivery.send(&round, state.rounds) : .waits
        try report(outcome, round)
    }

    /// Off unless the person says so; what tied earlier answers is destroyed then.
    ///
    /// - Parameter prompt: asks where nothing was said; nil where nobody can be asked.
    private func tie(
        _ response: inout Response, _ round: inout KeptRound, _ manifest: Manifest, _ prompt: QuestionPrompt?
    ) throws {
        // Never out of a file: the name is made on this device.
        response.pseudonym = nil
        guard let series = manifest.series else { return }
        let known = state.rounds.isTied(series.id) ? " You did so before; a no destroys what ties them." : ""
        let isTied = try tie || prompt?.agrees("Tie this answer to yours of the other rounds?\(known)") ?? false
        guard isTied else { return state.rounds.untie(series.id) }
        response.pseudonym = try state.rounds.pseudonym(in: series, for: manifest.survey).base64URL
        round.lastOfSeries = series.wave == WaveSecret.mostWaves ? series.id : nil
    }

    /// A key for each answer in words, so that nothing shows that one person wrote two of them.
    private static func addReplyKeys(_ response: inout Response, _ round: inout KeptRound) {
        var keys = round.replyKeys ?? [:]
        for case (let question, .words) in response.answers {
            let secret = keys[question.text] ?? ReplyKey().secret
            guard let key = try? ReplyKey(secret: secret) else { continue }
            keys[question.text] = secret
            response.replyTo[question] = key.address.bytes.base64URL
        }
        round.replyKeys = keys.isEmpty ? nil : keys
    }

    private func rules(_ server: RoundServer, _ kept: KeptRound?) async throws -> ReadRules {
        let rules = try ReadRules(try await server.manifest(), against: kept?.hash ?? hash)
        if let hash, ManifestHash(hash) != rules.hash {
            throw CommandTrouble("\(ManifestTrouble.otherHash(rules.hash))", code: .notAllowed)
        }
        let manifest = rules.manifest
        guard manifest.survey == server.address.round else {
            throw CommandTrouble("The server handed out the rules of another round. Do not answer; ask your team.")
        }
        guard manifest.mode == .anonymous else {
            throw CommandTrouble("This round is not anonymous: it gives no tickets. Answer it in the browser.")
        }
        guard !tie || manifest.series != nil else {
            throw CommandTrouble("This round stands by itself: there is nothing to tie answers to.")
        }
        let date = Date()
        guard kept == nil ? manifest.givesTickets(at: date) : manifest.takesAnswers(at: date) else {
            let (opens, closes) = (manifest.opens.formatted(.iso8601), manifest.closes.formatted(.iso8601))
            throw CommandTrouble("This round is not open: it is from \(opens) to \(closes).", code: .notAllowed)
        }
        return rules
    }

    /// What is asked, once it was compared with the rules, and where this person may answer.
    private func asked(
        _ server: RoundServer, _ manifest: Manifest, _ kept: KeptRound?
    ) async throws -> ([Question], segment: String) {
        let asked = try await server.questions()
        guard asked.fits(manifest) else {
            throw CommandTrouble(
                "The server asks other questions than the rules say. Do not answer; ask your team.", code: .notAllowed)
        }
        guard let segment = kept?.ticket?.segment ?? asked.segment else {
            throw CommandTrouble("\(IssueRefusal.notAsked)", code: .notAllowed)
        }
        return (asked.questionnaire.questions, segment)
    }

    private static func read(_ file: String, _ questions: [Question]) throws -> Response {
        guard let bytes = try? Data(contentsOf: URL(filePath: file)) else {
            throw CommandTrouble("There is no file \(file) that could be read.")
        }
        guard let response = try? JSONDecoder().decode(Response.self, from: bytes) else {
            throw CommandTrouble(
                "\(file) holds no answers. Write {\"answers\": {\"own/1\": {\"point\": 4}}}, with the questions' ids.")
        }
        if let trouble = response.trouble(with: questions) { throw CommandTrouble("\(file): \(trouble)") }
        return response
    }

    /// With the ticket of this person, kept before anything else happens: there is one for each.
    private func round(
        _ kept: KeptRound?, _ server: RoundServer, _ rules: ReadRules, _ segment: String
    ) async throws -> KeptRound {
        if let kept { return kept }
        let manifest = rules.manifest
        do {
            let ticket = try await newTicket(server, manifest, segment)
            let round = KeptRound(
                server: server.address.server, survey: manifest.survey, title: manifest.title,
                hash: rules.hash.description, ends: manifest.closes.addingTimeInterval(TimeInterval(manifest.grace)),
                ticket: ticket, receipt: ticket.hash.description)
            try state.rounds.keep(round)
            return round
        } catch let trouble as TicketTrouble {
            throw CommandTrouble("\(trouble)", code: .notAllowed)
        }
    }

    private func newTicket(_ server: RoundServer, _ manifest: Manifest, _ segment: String) async throws -> Ticket {
        guard let file = ticket else {
            let request = try TicketRequest(manifest: manifest, segment: segment)
            return try request.finalize(try await server.signature(of: request.blinded))
        }
        guard let bytes = try? Data(contentsOf: URL(filePath: file)),
            let ticket = try? JSONDecoder().decode(Ticket.self, from: bytes)
        else { throw CommandTrouble("\(file) holds no ticket as the round's page hands it over.") }
        guard ticket.isValid(for: manifest) else {
            throw CommandTrouble("\(file) holds a ticket of another round.", code: .notAllowed)
        }
        return ticket
    }

    private func wait(_ round: KeptRound, _ response: Response, _ manifest: Manifest) throws -> KeptRound.Waiting {
        guard let ticket = round.ticket else { throw CommandTrouble("Your ticket for this round is gone.") }
        let bytes = try JSONEncoder().encode(response)
        do {
            let envelope = try Envelope(ticket: ticket, answers: bytes).sealed(size: manifest.envelope)
            var generator = SystemRandomNumberGenerator()
            let date = Date()
            let moment = DelayPlan.moment(after: date, closes: manifest.closes, using: &generator)
            return KeptRound.Waiting(envelope: envelope, leaves: now ? date : moment)
        } catch {
            throw CommandTrouble("Your answers do not fit into an envelope. Write less.")
        }
    }

    private func report(_ outcome: Delivery.Outcome, _ round: KeptRound) throws {
        let delivery = Delivery(round, outcome)
        if json { return Output.write(try JSONValue.canonical(delivery, pretty: true) + Data("\n".utf8)) }
        Output.write("\n" + delivery.sentence + "\n")
        guard outcome == .waits else { return }
        Output.write(
            """
            “tutti pulse send” sends it then; let cron run it. Until then it lies readable in \
            \(state.rounds.path(round.survey)); answering again replaces it.

            """)
    }

    private func tell(_ text: String) {
        if json { Output.draw(text) } else { Output.write(text) }
    }
}
