import Crypto
import Foundation
import Records

/// One version of an incident, as it was told.
struct IncidentEdit {
    let incident: RecordKey
    let stamp: RecordRow.Stamp
    let digest: [UInt8]
    let content: String

    init(_ incident: Incident, _ stamp: RecordRow.Stamp) throws {
        self.incident = incident.key.withoutNUL
        self.stamp = stamp
        content = try canonicalText(incident).withoutNUL
        digest = Array(SHA256.hash(data: Data(content.utf8)))
    }
}

extension Connection {
    /// Every version of an incident that was told, in their order.
    package func edits(of incident: RecordKey) throws -> [Incident] {
        guard let number = try numbers(of: [incident])[incident] else { return [] }
        return try rows(
            "SELECT content FROM incident_edit WHERE incident = \(number) ORDER BY version, told_at, digest"
        ) { try $0.json(0) }
    }

    /// Keeps those that were not told before; each has the first time at which it was.
    func write(_ edits: [IncidentEdit], _ numbers: RecordNumbers) throws {
        for edit in edits {
            try run(
                """
                INSERT INTO incident_edit (incident, version, digest, told_at, content)
                VALUES (\(try numbers.number(edit.incident)), \(edit.stamp.version), \(edit.digest),
                    \(edit.stamp.toldAt), \(edit.content))
                ON CONFLICT (incident, version, digest) DO UPDATE
                SET told_at = CASE WHEN excluded.told_at < incident_edit.told_at
                    THEN excluded.told_at ELSE incident_edit.told_at END
                """)
        }
    }
}
