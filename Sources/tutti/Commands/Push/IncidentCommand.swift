import ArgumentParser
import Foundation

struct IncidentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incident",
        abstract: "Tell of an incident: that it began, and later how it went on.",
        discussion: """
            Examples:
              tutti incident "Payments fail" --id 2026-17 --service checkout
              tutti incident "Payments fail" --id 2026-17 --started 2026-03-02T09:30:00Z --resolved now
              tutti incident "Payments fail" --id 2026-17 --started 2026-03-02T09:30:00Z --deployment deploy-4711

            Told again with the same --id it is the same incident; every version is kept.
            """)

    @Argument(help: "What users saw, in a few words.")
    var title: String

    @Option(help: "Names it, so that it can be told again.")
    var id: String

    @Option(help: "The service that was affected.")
    var service: String?

    @Option(help: "How bad it is, in your own words.")
    var severity: String?

    @Option(help: ArgumentHelp("When users were first affected (default: now).", valueName: "instant"))
    var started: String?

    @Option(help: ArgumentHelp("When it was noticed.", valueName: "instant"))
    var detected: String?

    @Option(help: ArgumentHelp("When users were no longer affected.", valueName: "instant"))
    var mitigated: String?

    @Option(help: ArgumentHelp("When it was over: 2026-03-02T10:05:00Z, or now.", valueName: "instant"))
    var resolved: String?

    @Option(help: "deployment, other (nothing that was changed) or unknown.")
    var cause: String?

    @Option(help: "The id of the deployment that caused it.")
    var deployment: String?

    @Option(help: "Where to read more.")
    var url: String?

    @OptionGroup var options: PushOptions

    func run() async throws {
        let target = try options.target()
        let now = Date()
        if started == nil, resolved != nil || mitigated != nil {
            throw CommandTrouble("When did it begin? Say it with --started, as it was told before.")
        }
        var message = PushMessage()
        message.set("id", id)
        message.set("title", title)
        message.set("service", service)
        message.set("severity", severity)
        message.set("cause", cause)
        message.set("deployment", deployment)
        message.set("url", url)
        message.set(at: "started_at", started ?? "now", now: now)
        message.set(at: "detected_at", detected, now: now)
        message.set(at: "mitigated_at", mitigated, now: now)
        message.set(at: "resolved_at", resolved, now: now)
        message.set(at: "updated_at", "now", now: now)
        try await message.tell("incidents", to: target, isJSON: options.json)
    }
}
