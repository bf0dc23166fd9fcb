import ArgumentParser
import Connectors
import Features
import Foundation
import Server
import Store

/// Why the program ends: a code for scripts and one line for people.
struct Ending {
    let code: Code
    private let message: String

    /// What scripts may rely on.
    enum Code: Int32 {
        case well = 0
        /// Something was found that somebody wanted to know of.
        case finding = 1
        /// The command, or what it was given to read, cannot be used.
        case usage = 2
        case network = 3
        case notAllowed = 4
        /// Our own mistake.
        case fault = 70
        /// Ended by Ctrl-C, as shells count it.
        case interrupted = 130
    }

    init(_ error: any Error) {
        switch error {
        case let trouble as CommandTrouble: self.init(trouble.code, trouble.sentence)
        case let trouble as GitTrouble: self.init(Self.code(trouble), trouble.description)
        case let trouble as DatabaseTrouble: self.init(Self.code(trouble), trouble.description)
        case let trouble as StartTrouble: self.init(.usage, trouble.description)
        case let trouble as OutgoingSettingsTrouble: self.init(.usage, trouble.description)
        case let trouble as KeyFileTrouble: self.init(.usage, trouble.description)
        case is CancellationError: self.init(.interrupted, "")
        case let code as ExitCode where code.rawValue == 1: self.init(.finding, "")
        case let code as ExitCode where code.rawValue == Code.notAllowed.rawValue: self.init(.notAllowed, "")
        default: self.init(parsing: error)
        }
    }

    private init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Help that was asked for, a command line that makes no sense, or a mistake of our own.
    private init(parsing error: any Error) {
        let text = Tutti.fullMessage(for: error)
        switch Tutti.exitCode(for: error) {
        case .success:
            Output.write(text + "\n")
            self.init(.well, "")
        case .validationFailure: self.init(.usage, Self.firstLine(of: text))
        default: self.init(.fault, "This is a fault of Tutti: \(error). Please report it with the command you ran.")
        }
    }

    private static func firstLine(of text: String) -> String {
        let lines = text.split(separator: "\n").map(String.init)
        let sentence = lines.first.map { $0.hasPrefix("Error: ") ? String($0.dropFirst(7)) : $0 } ?? "cannot be read"
        let hint = lines.last { $0.contains("--help") }.map { " " + $0.trimmingCharacters(in: .whitespaces) } ?? ""
        return sentence + hint
    }

    private static func code(_ trouble: GitTrouble) -> Code {
        guard case .cloneFailed(_, let reason) = trouble else { return .usage }
        let refusals = ["Authentication failed", "Permission denied", "could not read Username", "403", "401"]
        return refusals.contains { reason.localizedCaseInsensitiveContains($0) } ? .notAllowed : .network
    }

    private static func code(_ trouble: DatabaseTrouble) -> Code {
        switch trouble {
        case .unreachable, .lostWhileCommitting: .network
        case .wrongPassword: .notAllowed
        default: .usage
        }
    }

    func leave() -> Never {
        if !message.isEmpty { Output.complain(message) }
        exit(code.rawValue)
    }
}

/// Trouble that a command itself has with what it was given.
struct CommandTrouble: Error {
    var code = Ending.Code.usage
    /// What is wrong, where, and what to do.
    let sentence: String

    init(_ sentence: String, code: Ending.Code = .usage) {
        self.sentence = sentence
        self.code = code
    }
}
