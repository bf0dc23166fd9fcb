import Foundation
import Store

/// A real PostgreSQL of the tests' own, in a temporary folder, for as long as the test process lives.
///
/// It listens on a socket in that folder alone. A shell keeps it: when the test process ends in whatever way, the pipe
/// between them closes, and the shell stops the server and removes the folder.
package final class PostgresServer: Sendable {
    package let folder: URL
    private let programs: URL
    private let port: Int
    /// Held open: closing it ends the server.
    private let lifeline: FileHandle

    /// Started by the first test that asks.
    package static func shared() throws -> PostgresServer { try started.get() }

    private static let started = Result { try PostgresServer() }

    /// - Parameter certificate: a folder with `server.crt` and `server.key`; then it listens on 127.0.0.1 as well, by TLS alone.
    package init(port: Int = 5432, certificate: String? = nil) throws {
        guard let programs = Self.programs() else { throw PostgresTrouble.absent }
        self.programs = programs
        self.port = port
        folder = URL(filePath: "/tmp/tutti-pg-\(UUID().uuidString.prefix(8))", directoryHint: .isDirectory)
        lifeline = try Self.start(programs, folder, port, certificate)
    }

    /// A database that nobody else has: tests run side by side on one server, and a transaction of one would keep what
    /// another deletes from being removed.
    package func makeLocation() throws -> DatabaseLocation {
        let name = "t" + UUID().uuidString.replacing("-", with: "").lowercased()
        try run("CREATE DATABASE \(name)")
        return try location(of: name, "connect_timeout=10")
    }

    package func drop(_ location: DatabaseLocation) throws {
        try run("DROP DATABASE \(try Self.database(of: location)) WITH (FORCE)")
    }

    /// Where PostgreSQL keeps a database of this server.
    package func folder(of location: DatabaseLocation) throws -> URL {
        let number = try run("SELECT oid FROM pg_database WHERE datname = '\(try Self.database(of: location))'")
        return folder.appending(path: "data/base/\(number)")
    }

    private static func database(of location: DatabaseLocation) throws -> Substring {
        guard case .server(let url) = location, let path = url.firstMatch(of: /@\/(\w+)\?/) else {
            throw PostgresTrouble.failed("no database of this server: \(location)")
        }
        return path.1
    }

    /// - Parameter parameters: of the URL, such as `application_name=test`.
    package func location(
        of database: String = "postgres", user: String = "postgres", _ parameters: String
    ) throws -> DatabaseLocation {
        let socket = folder.path().replacing("/", with: "%2F")
        return try DatabaseLocation(
            parse: "postgres://\(user)@/\(database)?host=\(socket)&port=\(port)&\(parameters)")
    }

    /// Runs SQL as the owner of the server, outside every pool, and returns what it prints.
    @discardableResult package func run(_ sql: String) throws -> String {
        let result = try BuiltProgram.run(
            programs.appending(path: "psql").path(),
            [
                "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", folder.path(), "-p", "\(port)", "-U", "postgres",
                "-c", sql,
            ])
        guard result.status == 0 else { throw PostgresTrouble.failed(result.errors) }
        return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func programs() -> URL? {
        let root = URL(filePath: "/usr/lib/postgresql")
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root.path())) ?? []
        let installed = versions.sorted { $0.compare($1, options: .numeric) == .orderedDescending }
            .map { root.appending(path: "\($0)/bin") }
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map {
            URL(filePath: "\($0)")
        }
        return (installed + path).first { folder in
            ["initdb", "postgres", "pg_ctl", "psql"].allSatisfy {
                FileManager.default.isExecutableFile(atPath: folder.appending(path: $0).path())
            }
        }
    }

    private static func start(_ programs: URL, _ folder: URL, _ port: Int, _ certificate: String?) throws -> FileHandle
    {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", script, "sh", programs.path(), folder.path(), "\(port)", certificate ?? ""]
        let input = Pipe()
        let output = Pipe()
        for handle in [input.fileHandleForWriting, output.fileHandleForReading] {
            // Otherwise other children of the tests would hold the pipe open after us.
            _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
        }
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        try process.run()
        try? output.fileHandleForWriting.close()
        var said = Data()
        while !said.starts(with: Data("ready".utf8)) {
            let more = output.fileHandleForReading.nextBytes()
            if more.isEmpty { throw PostgresTrouble.failed(String(decoding: said, as: UTF8.self)) }
            said += more
        }
        return input.fileHandleForWriting
    }

    /// PostgreSQL refuses to be run by root. What would make it durable is off: nobody needs these data tomorrow.
    private static let script = """
        programs=$1 folder=$2 port=$3 certificate=$4 tls="-c listen_addresses=''"
        trap '' INT TERM HUP
        mkdir -m 711 "$folder"
        if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; as="runuser -u postgres --"; else as=; fi
        cd "$folder"
        if [ -n "$certificate" ]; then
            cp "$certificate/server.crt" "$certificate/server.key" .
            chmod 600 server.key
            if [ "$(id -u)" = 0 ]; then chown postgres server.*; fi
            tls="-c listen_addresses=127.0.0.1 -c ssl=on -c ssl_cert_file=$folder/server.crt -c ssl_key_file=$folder/server.key"
        fi
        log=$($as "$programs/initdb" -D "$folder/data" -U postgres --locale=C.UTF-8 --encoding=UTF8 -A trust -N 2>&1 &&
            { echo 'local all stranger scram-sha-256'; echo 'local all all trust'
                echo 'hostssl all all 127.0.0.1/32 trust'; } \\
                | $as tee "$folder/data/pg_hba.conf" >/dev/null &&
            $as "$programs/pg_ctl" -D "$folder/data" -l "$folder/log" -w start -o "-p $port -k $folder \\
                $tls -c fsync=off -c synchronous_commit=off -c full_page_writes=off \\
                -c max_connections=400 -c shared_buffers=64MB" 2>&1)
        if [ $? = 0 ]; then
            echo ready
            cat >/dev/null
            $as "$programs/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1
        else
            echo "$log"
            cat "$folder/log" 2>/dev/null
        fi
        cd /
        rm -rf "$folder"
        """
}

package enum PostgresTrouble: Error, CustomStringConvertible {
    case absent
    case failed(String)

    package var description: String {
        switch self {
        case .absent:
            "PostgreSQL is not installed, and half of these tests need it: apt-get install postgresql. "
                + "TUTTI_SKIP_POSTGRES=1 leaves them out."
        case .failed(let text): "The tests' PostgreSQL failed: \(text)"
        }
    }
}
