import Features
import Foundation
import Records
import Store

/// Measures deliveries in a process of its own: the memory that a large organisation takes while it is measured is the
/// system's again afterwards, and where memory ends it is not the server that ends with it.
package struct MeasuringProcess: Sendable {
    /// What is to be measured, as JSON in the environment: it names the database with all that it takes to open it, which
    /// arguments would show to everybody on the machine.
    private struct Order: Codable {
        var database: String
        var choices: [DeliveryChoice]
    }

    private struct Answer: Codable {
        var measured: [DeliveryChoice] = []
        /// By `DeliveryChoice.key`.
        var failed: [String: String] = [:]
    }

    private let location: DatabaseLocation

    package init(_ location: DatabaseLocation) { self.location = location }

    private static let variable = "TUTTI_MEASURE"

    // MARK: In the server

    /// - Parameter fail: is told of each that could not be measured; the others go on.
    /// - Returns: those that were measured.
    /// - Throws: `Trouble` where the process ended before it answered.
    package func measure(
        _ choices: [DeliveryChoice], fail: (DeliveryChoice, any Error) -> Void
    ) async throws -> [DeliveryChoice] {
        let order = Order(database: location.opened, choices: choices)
        let answer = try await run(String(decoding: JSONEncoder().encode(order), as: UTF8.self))
        for choice in choices {
            if let why = answer.failed[choice.key] { fail(choice, Trouble.failed(why)) }
        }
        return answer.measured
    }

    private func run(_ order: String) async throws -> Answer {
        let process = Process()
        // This program as it was started, also where a newer one lies in its place by now.
        process.executableURL = URL(filePath: "/proc/self/exe")
        process.environment = ProcessInfo.processInfo.environment.merging([Self.variable: order]) { $1 }
        let output = Pipe()
        (process.standardInput, process.standardOutput) = (FileHandle.nullDevice, output)
        try process.run()
        let identifier = process.processIdentifier
        let (data, status) = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                DispatchQueue.global().async {
                    let data = output.fileHandleForReading.readDataToEndOfFile()
                    process.waitUntilExit()
                    continuation.resume(returning: (data, process.terminationStatus))
                }
            }
        } onCancel: {
            kill(identifier, SIGTERM)
        }
        try Task.checkCancellation()
        guard status == 0 else { throw Trouble.ended(status) }
        return try JSONDecoder().decode(Answer.self, from: data)
    }

    package enum Trouble: Error, CustomStringConvertible {
        case failed(String)
        case ended(Int32)

        package var description: String {
            switch self {
            case .failed(let why): why
            case .ended(let status): "The process that measures ended with status \(status)."
            }
        }
    }

    // MARK: In the process of its own

    /// Measures what the environment asks for, and prints what came of it.
    ///
    /// - Returns: false where nothing is asked for: this process was started for something else.
    package static func runIfAsked() async throws -> Bool {
        // Asked at every start: a dictionary of all variables would cost more than half a millisecond.
        guard let text = getenv(variable) else { return false }
        let order = try JSONDecoder().decode(Order.self, from: Data(String(cString: text).utf8))
        // Where memory ends the system shall end this process before any other.
        try? Data("1000".utf8).write(to: URL(filePath: "/proc/self/oom_score_adj"))
        let database = try await Databases.open(DatabaseLocation(parse: order.database))
        var answer = Answer()
        answer.measured = try await DeliveryMeasurer(database: database, now: { Date() })
            .measure(order.choices) { answer.failed[$0.key] = "\($1)" }
        try await database.close()
        FileHandle.standardOutput.write(try JSONEncoder().encode(answer))
        return true
    }
}
