import Foundation
import Records

/// Asks on a terminal for what no option said. What is secret is not shown while it is typed.
struct SourcePrompt {
    let isTerminal: Bool

    /// Nil where nobody can be asked, or nothing was said.
    mutating func ask(_ setting: SourceKind.Setting) throws -> String? {
        guard isTerminal, setting.kind != .text, setting.kind != .key else { return nil }
        let usual = setting.usual.isEmpty ? "" : " [\(setting.usual)]"
        let hint = setting.kind == .list ? " (with commas between)" : ""
        Output.draw("\(setting.title)\(hint)\(usual): ")
        let line = setting.kind == .secret ? hidden() : readLine()
        guard let typed = line?.trimmingCharacters(in: .whitespaces), !typed.isEmpty else { return nil }
        guard setting.kind == .list else { return typed }
        return typed.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
    }

    private func hidden() -> String? {
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return readLine() }
        var quiet = before
        quiet.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            Output.draw("\n")
        }
        return readLine()
    }
}
