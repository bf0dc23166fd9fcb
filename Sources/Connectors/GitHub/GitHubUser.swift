import Foundation
import Records

/// Somebody as GitHub's answers name them.
///
/// An account that is gone is null, or an object without anything in it. GraphQL leaves out what was not asked for.
struct GitHubUser: Decodable {
    var login: String?
    var id: Int?
    var type: String?
    var name: String?
    var email: String?

    var kind: Account.Kind {
        // GitHub's stand-in for all who left.
        if login?.lowercased() == "ghost" { return .deleted }
        return type == "Bot" || login?.hasSuffix("[bot]") == true ? .bot : .person
    }

    func account(at source: String) -> Account? {
        guard let id, let login else { return nil }
        return Account(
            key: RecordKey(source, .account, String(id)), login: login, name: Self.text(name),
            email: Self.text(email), kind: kind)
    }

    private static func text(_ text: String?) -> String? { text?.isEmpty == true ? nil : text }
}

/// A team, as it is asked for a review.
struct GitHubTeam: Decodable {
    var id: Int?
    var slug: String?
    /// With its organisation: `acme/payments`. GraphQL alone says it.
    var fullName: String?

    private enum CodingKeys: String, CodingKey { case id, slug }

    func key(at source: String) -> RecordKey? { id.map { RecordKey(source, .team, String($0)) } }
}

struct GitHubLabel: Decodable {
    var name: String

    /// An object, or a text alone in very old answers.
    init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: CodingKeys.self) {
            name = try container.decodeIfPresent(String.self, forKey: .name) ?? ""
        } else {
            name = try decoder.singleValueContainer().decode(String.self)
        }
    }

    private enum CodingKeys: String, CodingKey { case name }
}

/// A milestone's title, where something belongs to one.
struct GitHubMilestoneTitle: Decodable {
    var title: String?
}
