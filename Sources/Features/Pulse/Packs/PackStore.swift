import Store
import Surveys

/// Why a pack cannot be kept or removed, for pages and commands alike.
package enum OwnPackTrouble: Error, Hashable, CustomStringConvertible {
    /// What is wrong with its text.
    case text(PackTrouble)
    case builtIn(Pack.ID)
    case unknown(Pack.ID)
    /// Other words under the same version would be compared with the answers to the old ones.
    case sameVersion(Question.ID)
    case tooLong

    package var description: String {
        switch self {
        case .text(let trouble): "\(trouble)"
        case .builtIn(let id): "A pack called \(id) travels with Tutti. Give yours another name."
        case .unknown(let id): "There is no pack of your own called \(id)."
        case .sameVersion(let id):
            "\(id) reads otherwise than before. Raise its “version:”, so that its answers are not compared with those to the old words."
        case .tooLong: "A pack has at most \(Self.mostCharacters) characters."
        }
    }

    package static let mostCharacters = 50_000
}

extension Connection {
    /// All that can be asked from, in the order in which they are offered: ours, then a team's own.
    package func packs() throws -> [Pack] { try Pack.builtIn + ownPacks() }

    /// By their names.
    package func ownPacks() throws -> [Pack] {
        try rows("SELECT body FROM question_pack ORDER BY id") { try $0.text(0) }.compactMap { try? Pack(text: $0) }
    }

    /// A pack as it was written; nil where there is none.
    package func packText(_ id: Pack.ID) throws -> String? {
        try Pack.builtInText(id) ?? value("SELECT body FROM question_pack WHERE id = \(id)", as: String.self)
    }

    /// Keeps a pack in the place of the one of its name.
    ///
    /// - Throws: `OwnPackTrouble`.
    @discardableResult package func keepPack(_ text: String, by actor: AuditEntry.Actor, at now: Int64) throws -> Pack {
        guard text.count <= OwnPackTrouble.mostCharacters else { throw OwnPackTrouble.tooLong }
        let pack: Pack
        do { pack = try Pack(text: text) } catch { throw OwnPackTrouble.text(error) }
        guard Pack.builtInText(pack.id) == nil else { throw OwnPackTrouble.builtIn(pack.id) }
        for before in try ownPacks().first(where: { $0.id == pack.id })?.questions ?? [] {
            guard let after = pack.questions.first(where: { $0.id == before.id }) else { continue }
            if after.version <= before.version, !after.asksTheSame(as: before) {
                throw OwnPackTrouble.sameVersion(after.id)
            }
        }
        try run(
            """
            INSERT INTO question_pack (id, body, kept_at) VALUES (\(pack.id), \(text), \(now * 1000))
            ON CONFLICT (id) DO UPDATE SET body = excluded.body, kept_at = excluded.kept_at
            """)
        try audit(.packKept, of: "\(pack.id) \(pack.version)", by: actor, at: now)
        return pack
    }

    /// What was asked from it stays as it was.
    ///
    /// - Throws: `OwnPackTrouble`.
    package func removePack(_ id: Pack.ID, by actor: AuditEntry.Actor, at now: Int64) throws {
        guard try run("DELETE FROM question_pack WHERE id = \(id)") > 0 else {
            throw Pack.builtInText(id) == nil ? OwnPackTrouble.unknown(id) : .builtIn(id)
        }
        try audit(.packRemoved, of: id, by: actor, at: now)
    }
}

extension Question {
    /// Whether answers to both can be compared.
    fileprivate func asksTheSame(as other: Question) -> Bool {
        text == other.text && form == other.form && isReversed == other.isReversed
    }
}
