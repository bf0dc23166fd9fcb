import Foundation

/// A tool of the test behind TLS on a free port of this machine, with a certificate that only those trust who are told of
/// it. It fails in the ways that tools on real wires do.
package final class ToolOverHTTPS {
    /// `https://localhost:port`.
    package let address: String
    package let port: String
    /// Its certificate, as a PEM file.
    package let authority: String
    private let process = Process()

    /// - Parameters:
    ///   - folder: holds key, certificate and program.
    ///   - text: the program, in Python.
    package init(in folder: String, running text: String = text, _ arguments: [String] = []) throws {
        let (key, chain, program) = (folder + "/key.pem", folder + "/chain.pem", folder + "/tool.py")
        let made = try BuiltProgram.run(
            "/usr/bin/env",
            [
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,DNS:tool.example.org",
                "-keyout", key, "-out", chain,
            ])
        if made.status != 0 { throw ScratchRepository.Failure(description: "openssl: \(made.errors)") }
        try text.write(toFile: program, atomically: true, encoding: .utf8)
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", program, chain, key] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        port = String(decoding: output.fileHandleForReading.nextBytes(), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        address = "https://localhost:" + port
        authority = chain
    }

    deinit {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Lends one, with a folder of its own.
    package static func with<Result>(
        running text: String = text, _ arguments: [String] = [], _ body: (ToolOverHTTPS) async throws -> Result
    ) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-tool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(try ToolOverHTTPS(in: folder.path(), running: text, arguments))
    }

    /// Answers that are none, by their paths.
    package static let text = """
        import gzip, http.server, json, ssl, sys, time

        class Tool(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            connections = 0

            def setup(self):
                Tool.connections += 1
                super().setup()

            def do_CONNECT(self):
                self.send_response(407)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def do_POST(self):
                self.answer(self.rfile.read(int(self.headers["Content-Length"])))

            def do_GET(self):
                if self.path == "/redirect":
                    return self.answer(b"{}", 302, {"Location": "http://169.254.169.254/latest"})
                if self.path == "/large":
                    return self.pieces([b" " * 65536] * 64)
                if self.path == "/claimed":
                    return self.head({"Content-Length": "99999999"})
                if self.path == "/cut":
                    self.head({"Content-Length": "1000"})
                    self.wfile.write(b'{"half": ')
                    self.close_connection = True
                    return
                if self.path == "/drip":
                    self.head({"Content-Length": "1000"})
                    for _ in range(1000):
                        self.wfile.write(b" ")
                        self.wfile.flush()
                        time.sleep(0.1)
                    return
                if self.path == "/gzip":
                    return self.answer(gzip.compress(b'{"packed": true}'), 200, {"Content-Encoding": "gzip"})
                said = {"path": self.path, "host": self.headers["Host"], "token": self.headers["Authorization"],
                    "connections": Tool.connections}
                self.answer(json.dumps(said, sort_keys=True).encode())

            def head(self, fields, status=200):
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                for name, value in fields.items():
                    self.send_header(name, value)
                self.end_headers()

            def answer(self, body, status=200, fields={}):
                self.head({**fields, "Content-Length": str(len(body))}, status)
                self.wfile.write(body)

            def pieces(self, parts):
                self.head({"Transfer-Encoding": "chunked"})
                for part in parts:
                    self.wfile.write(b"%x\\r\\n" % len(part) + part + b"\\r\\n")
                self.wfile.write(b"0\\r\\n\\r\\n")

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Tool)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """
}
