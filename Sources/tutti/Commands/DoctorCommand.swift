import ArgumentParser
import Connectors
import Features
import Foundation
import Interface
import Records
import Store

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check what Tutti needs: git, the data folder, the database, the disk, time zone data.",
        discussion: """
            Exit code 1 when something is amiss, with what to do. Nothing is changed.

            Examples:
              tutti doctor
              tutti doctor --data /srv/tutti --json
            """)

    @OptionGroup var options: DataOptions

    @Flag(help: "Print JSON.")
    var json = false

    struct Check: Codable, Hashable, Sendable {
        let what: String
        let isWell: Bool
        /// What was found; when it is not well, also what to do.
        let found: String
    }

    func run() async throws {
        let checks = [await git(), folder(), disk(), await database(), timeZones()]
        if json {
            Output.write(try JSONValue.canonical(checks, pretty: true) + Data("\n".utf8))
        } else {
            let style = Terminal().style
            for check in checks {
                let first = (check.isWell ? "well   " : "amiss  ") + DisplayWidth.padded(check.what, to: 15)
                let rest = String(repeating: " ", count: 22)
                let lines = style.lines(Printable.text(check.found), first: first, rest: rest)
                Output.write((check.isWell ? lines : lines.map(style.strong)).joined(separator: "\n") + "\n")
            }
        }
        if checks.contains(where: { !$0.isWell }) { throw ExitCode(Ending.Code.finding.rawValue) }
    }

    private func git() async -> Check {
        do {
            try await GitRepository.checkGit()
            return Check(what: "git", isWell: true, found: "2.30 or newer")
        } catch {
            return Check(what: "git", isWell: false, found: "\(error)")
        }
    }

    private func folder() -> Check {
        let nearest = Self.existing(options.folder)
        let isThere = nearest == options.folder
        if FileManager.default.isWritableFile(atPath: nearest) {
            return Check(
                what: "data folder", isWell: true,
                found: options.folder + (isThere ? "" : ", will be made by the first import"))
        }
        return Check(
            what: "data folder", isWell: false,
            found: "\(nearest) cannot be written by this user. Change its owner, or choose another folder with --data.")
    }

    private func disk() -> Check {
        let values = try? FileManager.default.attributesOfFileSystem(forPath: Self.existing(options.folder))
        guard let free = (values?[.systemFreeSize] as? NSNumber)?.int64Value else {
            return Check(what: "disk", isWell: true, found: "free space cannot be told here")
        }
        let mebibytes = Int(free >> 20)
        let isWell = mebibytes >= 512
        return Check(
            what: "disk", isWell: isWell,
            found: "\(Format.number(mebibytes)) MiB free" + (isWell ? "" : ". An import may need 512 MiB: make room."))
    }

    private func database() async -> Check {
        do {
            let location = try options.location()
            if case .file(let path) = location, !FileManager.default.fileExists(atPath: path) {
                return Check(what: "database", isWell: true, found: "\(path) is not there yet")
            }
            let count = try await options.withDatabase { try await $0.read { try $0.repositories().count } }
            let words = count == 1 ? "1 repository" : "\(Format.number(count)) repositories"
            return Check(what: "database", isWell: true, found: "\(location) holds \(words)")
        } catch {
            return Check(what: "database", isWell: false, found: "\(error)")
        }
    }

    private func timeZones() -> Check {
        let isThere = TimeZone(identifier: "Europe/Berlin")?.secondsFromGMT(for: Date(timeIntervalSince1970: 0)) == 3600
        return Check(
            what: "time zones", isWell: isThere,
            found: isThere
                ? "known" : "Time zone data is missing. Install it, for example with `apt-get install tzdata`.")
    }

    /// The folder itself, or the nearest one above it that exists.
    private static func existing(_ path: String) -> String {
        var path = URL(filePath: path).standardizedFileURL.path()
        while path != "/", !FileManager.default.fileExists(atPath: path) {
            path = URL(filePath: path).deletingLastPathComponent().standardizedFileURL.path()
        }
        return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}
