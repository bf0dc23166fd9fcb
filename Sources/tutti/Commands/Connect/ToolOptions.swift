import ArgumentParser
import Features
import Foundation
import Records

/// How a tool is reached that is not connected yet.
struct ToolOptions: ParsableArguments, Sendable {
    @Option(help: ArgumentHelp("Where the tool is, where that is not its own cloud.", valueName: "address"))
    var url: String?

    @Option(help: ArgumentHelp("A file with the token, or several; - reads standard input.", valueName: "file"))
    var tokenFile: String?

    @Option(help: ArgumentHelp("In place of a token: the id of a GitHub App.", valueName: "id"))
    var app: String?

    @Option(help: ArgumentHelp("The App's private key, as a PEM file.", valueName: "file"))
    var appKeyFile: String?

    /// What the options and the terminal say.
    ///
    /// - Parameter isChoosing: nobody has said yet what is to be read.
    func draft(
        _ kind: SourceKind, reading repositories: [String] = [], called name: String? = nil, isChoosing: Bool = false
    ) throws -> SourceDraft {
        var draft = SourceDraft(kind)
        draft.name = name ?? ""
        var prompt = SourcePrompt(isTerminal: tokenFile == nil && appKeyFile == nil && isatty(STDIN_FILENO) == 1)
        let given: [(SourceKind.Setting.Kind, String?)] = [
            (.address, url), (.text, app), (.list, repositories.isEmpty ? nil : repositories.joined(separator: "\n")),
            (.secret, try tokenFile.map { try Self.text(in: $0) }),
            (.key, try appKeyFile.map { try Self.text(in: $0) }),
        ]
        for (place, text) in given {
            let setting = kind.settings.first { $0.kind == place }
            guard let setting else {
                if text != nil { throw CommandTrouble("\(kind.title) knows no App. Give a token.") }
                continue
            }
            if let text {
                draft.set(setting, to: text.trimmingCharacters(in: .whitespacesAndNewlines))
            } else if !(isChoosing && place == .list), let typed = try prompt.ask(setting) {
                draft.set(setting, to: typed)
            }
        }
        if isChoosing { draft.checkForChoosing() } else { draft.check() }
        guard let error = draft.errors.sorted(by: { $0.key < $1.key }).first else { return draft }
        let option = kind.settings.first { $0.id == error.key }.map { Self.option(of: $0.kind) } ?? "--name"
        throw CommandTrouble("\(error.value) (\(option))")
    }

    private static func option(of kind: SourceKind.Setting.Kind) -> String {
        switch kind {
        case .address: "--url"
        case .secret: "--token-file"
        case .text: "--app"
        case .list: "--repository"
        case .key: "--app-key-file"
        }
    }

    private static func text(in file: String) throws -> String {
        if file == "-" { return String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self) }
        // Also a pipe, as shells hand them over.
        guard let handle = FileHandle(forReadingAtPath: file), let data = try? handle.readToEnd(),
            let text = String(data: data, encoding: .utf8)
        else { throw CommandTrouble("\(file) cannot be read as text.") }
        return text
    }
}
