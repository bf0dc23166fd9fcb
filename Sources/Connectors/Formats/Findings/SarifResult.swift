import Records

/// One result of a run, as short as it can wait.
struct SarifResult {
    var ruleID: String?
    var ruleIndex: Int?
    var level: CodeFinding.Level?
    var message: String
    var messageID: String?
    var messageArguments: [String]
    var uri: String?
    var base: String?
    var artifact: Int?
    var line: Int?
    var column: Int?
    var fingerprint: String?
    var baseline: CodeFinding.Baseline?
    var isSuppressed: Bool

    /// Bytes of a message that are kept.
    static let longestMessage = 2_000

    /// - Parameter shared: texts that many results repeat are kept once.
    init(_ value: JSONValue, sharing shared: inout Set<String>) {
        func once(_ text: String?) -> String? { text.map { shared.insert($0).memberAfterInsert } }
        let physical = value["locations"]?[0]?["physicalLocation"]
        ruleID = once(value["ruleId"]?.text ?? value["rule"]?["id"]?.text)
        ruleIndex = value["ruleIndex"]?.count ?? value["rule"]?["index"]?.count
        let kind = value["kind"]?.text ?? "fail"
        level = kind == "fail" ? value["level"]?.text.flatMap(CodeFinding.Level.init) : CodeFinding.Level.none
        let text = value["message"]?["text"]?.text ?? value["message"]?["markdown"]?.text
        message = String(decoding: (text ?? "").utf8.prefix(Self.longestMessage), as: UTF8.self)
        messageID = once(text == nil ? value["message"]?["id"]?.text : nil)
        messageArguments = value["message"]?["arguments"]?.elements.compactMap(\.text) ?? []
        let location = physical?["artifactLocation"]
        uri = once(location?["uri"]?.text)
        base = once(location?["uriBaseId"]?.text)
        artifact = location?["index"]?.count
        line = physical?["region"]?["startLine"]?.count
        column = physical?["region"]?["startColumn"]?.count
        fingerprint = Self.fingerprint(value)
        baseline = value["baselineState"]?.text.flatMap(CodeFinding.Baseline.init)
        isSuppressed = Self.isSuppressed(value["suppressions"]?.elements ?? [])
    }

    /// The tool's own identity of a result, else the part of one that code hosts go by, else the first by name.
    private static func fingerprint(_ value: JSONValue) -> String? {
        for member in ["fingerprints", "partialFingerprints"] {
            let prints = value[member]?.members ?? [:]
            let key = prints["primaryLocationLineHash"] == nil ? prints.keys.min() : "primaryLocationLineHash"
            if let key, let print = prints[key]?.text { return "\(key):\(print)" }
        }
        return nil
    }

    /// A suppression counts when it is accepted, or nobody had to.
    private static func isSuppressed(_ suppressions: [JSONValue]) -> Bool {
        !suppressions.isEmpty && suppressions.allSatisfy { ($0["status"]?.text ?? "accepted") == "accepted" }
    }
}
