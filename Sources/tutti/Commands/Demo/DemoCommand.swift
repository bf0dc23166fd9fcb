import ArgumentParser
import Features
import Foundation
import Invention
import Logging
import Server
import Store

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Show everything with an invented team of nine, to look around in.",
        discussion: """
            Examples:
              tutti demo                               a link for each role; forgotten when it ends
              tutti demo --port 8080 --no-open
              tutti demo --keep ./demo                 kept there; the same command shows it again

            Six months of git histories, pull requests, builds, deployments, incidents, work items and pulse rounds are made \
            up from a seed. Everything lies in a temporary folder, nothing is asked of any other machine, and every page says \
            that it is invented. It stops on Ctrl-C or SIGTERM.
            """)

    @Option(help: "The port to listen on; 0 takes any free one.")
    var port = 8888

    @Option(help: "Another number gives another team.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Keep everything in this folder instead of forgetting it.", valueName: "folder"))
    var keep: String?

    @Flag(name: .customLong("no-open"), help: "Do not open the lead's link in a browser.")
    var isNotOpened = false

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port takes a number from 0 to 65535.") }
    }

    func run() async throws {
        FreedMemory.share()
        let temporary = try keep == nil ? TemporaryFolder() : nil
        defer { temporary?.remove() }
        do {
            try await serve(in: temporary.map { DemoFolder(temporary: $0.path) } ?? DemoFolder(keep ?? ""))
        } catch {
            // The program ends without unwinding.
            temporary?.remove()
            throw error
        }
    }

    private func serve(in folder: DemoFolder) async throws {
        var logger = Logger(label: "tutti") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .warning
        let key = try KeyFile.key(at: folder.key, randomBytes: randomBytes)
        let database = try await Databases.open(.file(path: folder.database))
        do {
            if try await !database.read({ try $0.isInvented() }) {
                let organisation = Organisation.small(seed: seed, end: Int64(Date().timeIntervalSince1970))
                let installation = DemoInstallation(DrawnInvention(organisation), folder, database, key)
                try await Interruption.cancels { try await installation.fill() }
            }
            try await serve(database, in: folder, key, logger)
            try await database.close()
        } catch {
            try? await database.close()
            throw error
        }
    }

    private func serve(
        _ database: any Database, in folder: DemoFolder, _ key: SealingKey, _ logger: Logger
    ) async throws {
        let doors = DemoRole.all.map { role in (role, DemoDoor.Door(LinkOptions.secret(), as: role.login)) }
        var settings = ServerSettings()
        settings.port = port
        let kept = keep == nil ? "Everything is forgotten when this ends" : "Everything is kept in \(folder.path)"
        let serving = Serving(
            settings: settings, location: .file(path: folder.database),
            frame: Frame(version: Tutti.version, stored: kept), mirrors: folder.path + "/mirrors", key: key,
            logger: logger, permissions: DemoDoor.permissions,
            features: { .all($0) + [DemoDoor($0, doors.map(\.1))] })
        try await serving.run(on: database) { [isNotOpened, keep] address in
            Output.write("Tutti is at \(address), with an invented team: nothing there is real.\n\n")
            for (role, door) in doors {
                Output.write(
                    "  \(role.title.padding(toLength: 15, withPad: " ", startingAt: 0))\(address)\(door.link)\n")
            }
            Output.write("\nWhoever has a link is signed in by it. ")
            Output.write(keep == nil ? "Ctrl-C ends and forgets everything.\n" : "Ctrl-C ends; the folder stays.\n")
            if !isNotOpened, let door = doors.first(where: { $0.0.isOpened })?.1 { Browser.open(address + door.link) }
        }
    }
}

/// Where everything of a demo lies.
struct DemoFolder: Sendable {
    let path: String

    /// - Throws: `CommandTrouble` for a folder that holds anything else.
    init(_ path: String) throws {
        let files = FileManager.default
        let whole = path.hasPrefix("/") ? path : files.currentDirectoryPath + "/" + path
        self.path = whole
        try files.createDirectory(atPath: whole, withIntermediateDirectories: true)
        let there = try files.contentsOfDirectory(atPath: whole)
        guard there.allSatisfy({ $0.hasPrefix(".") }) || there.contains("tutti.db") else {
            throw CommandTrouble("\(path) holds other things. Name a folder that is new or empty.")
        }
    }

    init(temporary path: String) { self.path = path }

    var database: String { path + "/tutti.db" }
    var key: String { path + "/tutti.key" }
    func clone(_ name: String) -> String { "\(path)/\(name)" }
}

/// For whom there is a link.
struct DemoRole: Sendable {
    let title: String
    let login: Login
    /// Whether its link is the one that is opened.
    var isOpened = false

    static let all = [
        ("Administrator", "jaromir.thistlebank", false), ("Lead", "ingrid.lanternmoor", true),
        ("Developer", "noor.feldspar", false), ("Council", "odile.farrow", false),
    ].compactMap { title, login, isOpened in Login(login).map { DemoRole(title: title, login: $0, isOpened: isOpened) }
    }
}

/// The browser of whoever sits at this machine, if there is one.
enum Browser {
    static func open(_ address: String) {
        let environment = ProcessInfo.processInfo.environment
        guard environment["DISPLAY"] != nil || environment["WAYLAND_DISPLAY"] != nil else { return }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["xdg-open", address]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try? process.run()
    }
}
