import ArgumentParser
import Foundation
import Server

@main
enum Program {
    static func main() async {
        // A reader that has seen enough (`tutti report | head`) ends us without a word, as it ends every other filter.
        signal(SIGPIPE, SIG_DFL)
        do {
            // A server starts this program once more to measure in a process of its own.
            if try await MeasuringProcess.runIfAsked() { return }
            var command = try Tutti.parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            Ending(error).leave()
        }
    }
}
