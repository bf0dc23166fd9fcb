import Foundation
import TestKit

/// A git server of the test: `git http-backend` behind TLS on a free port of this machine, with a certificate that only
/// those trust who are told of it.
final class GitOverHTTPS {
    /// `https://localhost:port`.
    let address: String
    /// What lets git trust the server.
    let trust: [String: String]
    private let process = Process()

    /// - Parameter folder: holds the repositories; key, certificate and program go into it too.
    init(serving folder: String) throws {
        let (key, chain, program) = (folder + "/key.pem", folder + "/chain.pem", folder + "/server.py")
        let made = try BuiltProgram.run(
            "/usr/bin/env",
            [
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", chain,
            ])
        if made.status != 0 { throw ScratchRepository.Failure(description: "openssl: \(made.errors)") }
        try Self.text.write(toFile: program, atomically: true, encoding: .utf8)
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", program, folder, chain, key]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let port = String(decoding: output.fileHandleForReading.nextBytes(), as: UTF8.self)
        address = "https://localhost:" + port.trimmingCharacters(in: .whitespacesAndNewlines)
        trust = ["GIT_SSL_CAINFO": chain, "no_proxy": "localhost"]
    }

    deinit {
        // Whatever signals the thread that started it keeps out.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private static let text = """
        import http.server, os, ssl, subprocess, sys

        class Backend(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                self.pass_on(b"")

            def do_POST(self):
                self.pass_on(self.rfile.read(int(self.headers["Content-Length"])))

            def pass_on(self, body):
                path, _, query = self.path.partition("?")
                said = lambda name: self.headers.get(name, "")
                ran = subprocess.run(["git", "http-backend"], input=body, stdout=subprocess.PIPE, env={
                    **os.environ, "GIT_PROJECT_ROOT": sys.argv[1], "GIT_HTTP_EXPORT_ALL": "1", "PATH_INFO": path,
                    "QUERY_STRING": query, "REQUEST_METHOD": self.command, "CONTENT_TYPE": said("Content-Type"),
                    "HTTP_CONTENT_ENCODING": said("Content-Encoding"), "GIT_PROTOCOL": said("Git-Protocol")})
                head, _, content = ran.stdout.partition(b"\\r\\n\\r\\n")
                fields = dict(line.split(": ", 1) for line in head.decode().split("\\r\\n"))
                self.send_response(int(fields.pop("Status", "200").split()[0]))
                for name, value in fields.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Backend)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[2], sys.argv[3])
        server.socket = context.wrap_socket(server.socket, server_side=True)
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """
}
