import Connectors
import Foundation
import Records
import TestKit
import Testing

@Suite("Personal fields")
struct PersonalFieldsTests {
    @Test(arguments: [
        (#"{"login": "ada", "avatar_url": "https://x", "id": 1}"#, #"{"login":"ada","id":1}"#),
        (#"{"avatar_url": "https://x", "login": "ada"}"#, #"{"login":"ada"}"#),
        (#"{"login": "ada", "avatar_url": {"a": ["}", 1], "b": null}}"#, #"{"login":"ada"}"#),
        (#"{"avatar_url": null}"#, "{}"),
        (#"[{"gravatar_id": "1"}, 2, {"followers": 3}]"#, "[{},2,{}]"),
        // A field may come before the one that says that this is somebody.
        (#"{"location": "Bath", "name": "A", "login": "ada"}"#, #"{"name":"A","login":"ada"}"#),
        (#"{"login": "ada", "bio": "x", "company": {"a": 1}}"#, #"{"login":"ada"}"#),
        (#"{"bio": "x", "blog": "y", "login": "ada"}"#, #"{"login":"ada"}"#),
        (
            #"{"location": "line 7", "user": {"login": "ada", "blog": ""}}"#,
            #"{"location":"line 7","user":{"login":"ada"}}"#
        ),
        (#"{"company": {"user": {"login": "a", "bio": 1}}, "username": "b"}"#, #"{"username":"b"}"#),
        // Words in texts and in lists are no fields.
        (
            #"{"body": "\"avatar_url\": 1", "tags": ["avatar_url", "bio"]}"#,
            #"{"body":"\"avatar_url\": 1","tags":["avatar_url","bio"]}"#
        ),
        (#"{"title": "a\\", "avatar_url": "b\""}"#, #"{"title":"a\\"}"#),
        ("not JSON", "not JSON"), (#"{"avatar_url": "#, #"{"avatar_url": "#), ("", ""), ("17", "17"), ("[1}", "[1}"),
    ])
    func `that no signal needs are dropped`(_ json: String, _ wanted: String) {
        let dropped = PersonalFields.dropped(from: Data(json.utf8))
        #expect(String(decoding: dropped, as: UTF8.self) == wanted)
        #expect(PersonalFields.dropped(from: dropped) == dropped)
    }

    @Test func `a hundred thousand levels are no trouble`() {
        let deep = Data((String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)).utf8)
        #expect(PersonalFields.dropped(from: deep) == deep)
    }

    @Test(.enabled(if: SharedData.isPresent, "needs ../shared/data"))
    func `no record of a real webhook changes without them`() throws {
        var count = 0
        for (connector, event, body) in try RecordedWebhooks.all() {
            let dropped = PersonalFields.dropped(from: body)
            let answer = RawAnswer(category: "webhook", body: body, event: event)
            let short = RawAnswer(category: "webhook", body: dropped, event: event)
            #expect(try connector.map(short) == connector.map(answer))
            #expect(!String(decoding: dropped, as: UTF8.self).contains("avatar"))
            #expect(try JSONDecoder().decode(JSONValue.self, from: dropped) == reference(body))
            count += 1
        }
        #expect(count == 149)
    }

    /// The same by a reader of whole values.
    private func reference(_ body: Data) throws -> JSONValue {
        without(try JSONDecoder().decode(JSONValue.self, from: body))
    }

    private func without(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let values): return .array(values.map(without))
        case .object(let fields):
            let isPerson = fields["login"] != nil || fields["username"] != nil
            return .object(
                fields.filter { name, _ in !Self.always.contains(name) && !(isPerson && Self.ofPeople.contains(name)) }
                    .mapValues(without))
        default: return value
        }
    }

    private static let always: Set = [
        "avatar_url", "avatarUrl", "gravatar_id", "user_avatar", "verification", "followers", "following", "hireable",
    ]
    private static let ofPeople: Set = ["bio", "blog", "company", "location", "organization", "website_url"]
}

/// Every webhook of the shared data that one of our connectors reads.
enum RecordedWebhooks {
    private struct Entry: Decodable {
        var file: String
        var event: String
    }

    static func all() throws -> [(connector: Connector, event: String?, body: Data)] {
        let folder = SharedData.file("webhooks")
        let list = try JSONDecoder().decode(
            [Entry].self, from: Data(contentsOf: folder.appending(path: "github/index.json")))
        let gitLab = folder.appending(path: "gitlab")
        let files = try FileManager.default.contentsOfDirectory(atPath: gitLab.path()).filter { $0.hasSuffix(".json") }
        return try list.map {
            (.gitHub, $0.event, try Data(contentsOf: folder.appending(path: "github/\($0.file)")))
        } + files.sorted().map { (.gitLab, nil, try Data(contentsOf: gitLab.appending(path: $0))) }
    }
}
