import Foundation

/// GitHub as an Enterprise Server, and GitLab, on this machine: both replay answers that others recorded. What they let
/// through is told by the token: `good`, `narrow` (no Actions), `revoked`, `limited`, `odd` (with one issue that cannot be
/// understood), `open` (whose pull requests are still open); without the scope for anything: `blind`. Nothing can be
/// written there. The webhook that a test sets up by `/webhook?url=…&secret=…` is sent whenever somebody asks for it.
package enum RecordedTools {
    /// Lends them, behind `ToolOverHTTPS`.
    package static func with<Result>(_ body: (ToolOverHTTPS) async throws -> Result) async throws -> Result {
        try await ToolOverHTTPS.with(running: program, [SharedData.file("apiraw/perceval").path()], body)
    }

    private static let program = """
        import hashlib, hmac, http.server, json, ssl, sys, threading, urllib.parse, urllib.request

        calls, hooks = [], []

        def ping(hook):
            body = b'{"zen": "Sing."}'
            code = hmac.new(hook["secret"].encode(), body, hashlib.sha256).hexdigest()
            urllib.request.urlopen(urllib.request.Request(hook["url"], body, {"Content-Type": "application/json",
                "X-GitHub-Event": "ping", "X-GitHub-Delivery": "from-the-tool", "X-Hub-Signature-256": "sha256=" + code}))

        def recorded(name):
            with open(sys.argv[3] + "/" + name) as file:
                return json.load(file)

        def several(names):
            found = []
            for name in names:
                one = recorded(name)
                found += one if isinstance(one, list) else [one]
            return found

        HUB, LAB = "/api/v3/repos/zhquan_example/repo", "/lab/api/v4/projects/36528"
        hub = {
            HUB: lambda: {"full_name": "zhquan_example/repo", "url": "https://api.github.com/repos/zhquan_example/repo"},
            HUB + "/pulls": lambda: several(["github/github_request_pull_request_2", "github/github_request_pull_request_1"]),
            HUB + "/pulls/1": lambda: recorded("github/github_request_pull_request_1"),
            HUB + "/pulls/2": lambda: recorded("github/github_request_pull_request_2"),
            HUB + "/pulls/comments": lambda: several(["github/github_request_pull_request_1_comments"]),
            HUB + "/issues": lambda: several(["github/github_request", "github/github_issue_2"]),
            HUB + "/issues/1": lambda: recorded("github/github_issue_1")[0],
            HUB + "/issues/2": lambda: recorded("github/github_issue_2")[0],
            HUB + "/actions/runs": lambda: {"total_count": 0, "workflow_runs": []},
            "/api/v3/rate_limit": lambda: recorded("github/rate_limit"),
            "/api/v3/orgs/zhquan_example/repos": lambda: [{"full_name": "zhquan_example/repo"}],
            HUB + "/installation": lambda: {"id": 77},
            HUB + "/hooks": lambda: [{"id": 9, "config": {"url": hook["url"]}} for hook in hooks],
            "/api/v3/user/repos": lambda: [{"full_name": "zhquan_example/repo"},
                {"full_name": "zhquan_example/old", "archived": True}, {"full_name": "zhquan_example/copy", "fork": True}],
            "/api/v3/app/installations/77/access_tokens":
                lambda: {"token": "good", "expires_at": "2099-01-01T00:00:00Z"},
        }
        for name in ["issues/1/timeline", "issues/2/timeline", "issues/events", "milestones", "deployments", "releases"]:
            hub[HUB + "/" + name] = lambda: []
        lab = {
            "/lab/api/v4/personal_access_tokens/self": lambda: {"scopes": ["read_api"], "expires_at": "2099-01-01"},
            "/lab/api/v4/projects/fdroid%2Ffdroiddata": lambda: {**recorded("gitlab/project"), "id": 36528},
            LAB: lambda: {**recorded("gitlab/project"), "id": 36528},
            LAB + "/merge_requests": lambda: several(["gitlab/merge_page_1", "gitlab/merge_page_2"]),
            LAB + "/issues": lambda: several(["gitlab/issue_page_1", "gitlab/issue_page_2"]),
        }
        for number in ["1", "2", "3", "4"]:
            if number != "4":
                lab[LAB + "/merge_requests/" + number + "/diffs"] = lambda number=number: recorded(
                    "gitlab/merge_" + number + "_version_1")["diffs"]
                lab[LAB + "/merge_requests/" + number] = lambda number=number: recorded("gitlab/merge_" + number)
            lab[LAB + "/issues/" + number] = lambda number=number: recorded("gitlab/issue_" + number)

        class Tool(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *words):
                pass

            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                if self.path == "/api/graphql":
                    calls.append("POST " + self.path)
                    return self.give({"errors": [{"type": "FORBIDDEN", "message": "not for you"}]})
                if self.path.endswith("/hooks/9/pings"):
                    threading.Thread(target=ping, args=[hooks[0]]).start()
                    return self.give({}, 204)
                self.do_GET()

            def do_GET(self):
                if self.path == "/calls":
                    said, calls[:] = list(calls), []
                    return self.give(said)
                place, _, query = self.path.partition("?")
                if place == "/webhook":
                    hooks[:] = [dict(urllib.parse.parse_qsl(query))]
                    return self.give({})
                token = (self.headers["Authorization"] or "").replace("Bearer ", "") or self.headers["PRIVATE-TOKEN"]
                calls.append(self.command + " " + self.path)
                if token in ("", None, "revoked"):
                    return self.give({"message": "Bad credentials"}, 401)
                if token == "limited":
                    return self.give({"message": "slow down"}, 429, {"Retry-After": "3600"})
                if token == "blind":
                    return self.give({"error": "insufficient_scope", "scope": "read_api"}, 403)
                if token == "narrow" and "/actions/" in place:
                    return self.give({"message": "Resource not accessible"}, 403,
                        {"X-Accepted-GitHub-Permissions": "actions=read"})
                self.answer(place, urllib.parse.parse_qs(query), token)

            def answer(self, place, query, token):
                known = hub.get(place) or lab.get(place)
                if known is None and place.startswith(LAB + "/"):
                    known = lambda: {} if place.endswith("/approvals") else []
                if known is None:
                    return self.give({"message": "Not Found"}, 404)
                said = known()
                if token == "odd" and place == HUB + "/issues":
                    said.append({"number": 3, "updated_at": "2017-01-01T00:00:00Z", "title": "No address"})
                if token == "open" and "/pulls" in place:
                    for request in said if isinstance(said, list) else [said]:
                        if "head" in request:
                            request.update(state="open", closed_at=None, body="Sing.")
                if token == "open" and place.startswith(LAB + "/merge_requests"):
                    for request in said if isinstance(said, list) else [said]:
                        if "source_branch" in request:
                            request.update(state="opened", merged_at=None, closed_at=None)
                if isinstance(said, list):
                    size, page = int(query.get("per_page", ["30"])[0]), int(query.get("page", ["1"])[0])
                    said = said[(page - 1) * size:page * size]
                self.give(said, 200, {"X-RateLimit-Remaining": "4321", "X-RateLimit-Limit": "5000"})

            def give(self, said, status=200, fields={}):
                host = "https://" + self.headers["Host"] + "/api/v3/"
                body = json.dumps(said).replace("https://api.github.com/", host).encode()
                tag = '"' + hashlib.sha256(body).hexdigest() + '"'
                if self.headers["If-None-Match"] == tag:
                    status, body = 304, b""
                    calls[-1] += " 304"
                self.send_response(status)
                for name, value in fields.items():
                    self.send_header(name, value)
                self.send_header("Content-Type", "application/json")
                self.send_header("ETag", tag)
                if status == 204:
                    body = b""
                if status != 304:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Tool)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """
}
