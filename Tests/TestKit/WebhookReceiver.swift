import Foundation

/// A receiver of webhooks on a real wire: it answers as the path says that it is posted to, and keeps what came.
package struct WebhookReceiver {
    /// What came whole, in the order in which it did.
    package struct Received: Decodable, Hashable, Sendable {
        package let path: String
        package let id: String
        package let timestamp: String
        package let signature: String
        package let contentType: String
        package let body: String
    }

    private let tool: ToolOverHTTPS
    private let log: URL

    /// `https://localhost:port`.
    package var address: String { tool.address }
    /// Its certificate, as a PEM file.
    package var authority: String { tool.authority }

    package static func with<Result>(_ body: (WebhookReceiver) async throws -> Result) async throws -> Result {
        let log = FileManager.default.temporaryDirectory.appending(path: "tutti-received-\(UUID().uuidString)")
        try Data().write(to: log)
        defer { try? FileManager.default.removeItem(at: log) }
        return try await ToolOverHTTPS.with(running: text, [log.path()]) { tool in
            try await body(WebhookReceiver(tool: tool, log: log))
        }
    }

    package func received() throws -> [Received] {
        try Data(contentsOf: log).split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(Received.self, from: Data($0))
        }
    }

    private static let text = """
        import http.server, json, ssl, sys, threading, time

        log, lock, seen = open(sys.argv[3], "a"), threading.Lock(), {}

        class Receiver(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                length = int(self.headers["Content-Length"])
                body = self.rfile.read(length).decode()
                name = self.headers["webhook-id"]
                # Whoever sent it ended in the midst of it: no receiver can take that.
                if len(body.encode()) < length:
                    self.close_connection = True
                    return
                with lock:
                    seen[name] = seen.get(name, 0) + 1
                    print(json.dumps({"path": self.path, "id": name, "timestamp": self.headers["webhook-timestamp"],
                        "signature": self.headers["webhook-signature"], "contentType": self.headers["Content-Type"],
                        "body": body}), file=log, flush=True)
                if self.path == "/hang":
                    time.sleep(60)
                if self.path == "/slow":
                    time.sleep(0.05)
                status = {"/gone": 410, "/fail": 500, "/moved": 308, "/later": 503}.get(self.path, 200)
                if self.path == "/second" and seen[name] == 1:
                    status = 500
                answer = b"taken" * (1000 if self.path == "/long" else 1)
                self.send_response(status)
                self.send_header("Content-Length", str(len(answer)))
                if status == 308:
                    self.send_header("Location", "/taken")
                if status == 503:
                    self.send_header("Retry-After", "900")
                self.end_headers()
                self.wfile.write(answer)

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """
}
