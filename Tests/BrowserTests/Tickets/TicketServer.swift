import Foundation
import Interface
import TestKit

/// A page on localhost that has nothing but `blind-tickets.js`, under the policy of the real server; and an address
/// that takes envelopes and tells what came with them.
final class TicketServer {
    let address: String
    private let process: Process
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "tutti-tickets-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(Asset.blindTickets.bytes).write(to: folder.appending(path: "blind-tickets.js"))
        try Data(Self.page.utf8).write(to: folder.appending(path: "index.html"))
        let log = folder.appending(path: "port")
        try Data().write(to: log)
        process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c", Self.program, folder.path()]
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: log)
        try process.run()
        address = "http://localhost:\(try Self.port(in: log))"
    }

    private static func port(in log: URL) throws -> Int {
        for _ in 0..<6000 {
            if let port = Int(
                try String(contentsOf: log, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines))
            {
                return port
            }
            Thread.sleep(forTimeInterval: 0.02)
        }
        throw ServerTrouble.silent
    }

    func stop() {
        // A test's threads block the gentle signals, and children inherit that.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    private static let page = """
        <!doctype html><html lang="en"><title>Tickets</title><script type="module" src="blind-tickets.js"></script>
        """

    private static let program = """
        import http.server, json, os, sys
        os.chdir(sys.argv[1])
        seen = []
        class Handler(http.server.SimpleHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def log_message(self, *of): pass
            def end_headers(self):
                self.send_header("Content-Security-Policy", "default-src 'none'; script-src 'self'; connect-src 'self'")
                self.send_header("Set-Cookie", "session=known; Path=/")
                super().end_headers()
            def give(self, body):
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def do_GET(self):
                if self.path == "/seen": self.give(json.dumps(seen).encode())
                elif self.path == "/favicon.ico": self.give(b"")
                else: super().do_GET()
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                names = {name.lower(): value for name, value in self.headers.items()}
                seen.append({"headers": names, "body": body.hex(), "port": self.client_address[1]})
                self.give(json.dumps({"answer": "counted"}).ljust(64).encode())
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """
}
