import Records

/// Why a wish about teams cannot be granted, in words for pages and commands alike.
package enum TeamTrouble: Error, Hashable, CustomStringConvertible {
    case noName
    case taken(String)
    case noTitle
    case unknown(String)
    case archived(String)
    case circle(String)
    case hasParts(String)
    case noZone(String)
    case noHours(String)
    case noHolidays(String)
    case noDay(String)
    case noMember(String)
    case belongsAlready(String)
    case belongsNot(String)
    case noRepository(String)
    case severalRepositories(String, [String])
    case noAgreement
    case noImported(String)
    case wholeRepository
    case outside(String)
    case sharedByMost(String)

    package var description: String {
        switch self {
        case .noName: "A team's name has \(Team.nameRule)."
        case .taken(let name): "There is a team called \(name) already, perhaps an archived one. Take another name."
        case .noTitle: "A team needs a title to be called by, of at most 100 characters."
        case .unknown(let name): "There is no team called \(name)."
        case .archived(let name): "The team \(name) is archived. Restore it first."
        case .circle(let name): "A team cannot be a part of itself or of one of its own parts, as \(name) is."
        case .hasParts(let name): "\(name) has parts of its own. Archive them first, or move them elsewhere."
        case .noZone(let text): "“\(text)” is no time zone. Write one such as Europe/Berlin or America/New_York."
        case .noHours(let trouble): trouble
        case .noHolidays(let name): "There is no holiday calendar called \(name)."
        case .noDay(let text): "“\(text)” is no day. Write it as 2026-03-02."
        case .noMember(let login): "Nobody here has the login \(login)."
        case .belongsAlready(let name): "\(name) belongs to this team in that time already. End that membership first."
        case .belongsNot(let name): "\(name) does not belong to this team on that day."
        case .noRepository(let key): "No code host has told of a repository called \(key)."
        case .severalRepositories(let name, let keys):
            "Several code hosts have a repository called \(name). Name it by its key: \(Wording.list(keys))."
        case .noAgreement: "An agreed time is a number of hours above 0 and up to 1,000, such as 8 or 0.5."
        case .noImported(let id): "No repository called \(id) was read."
        case .wholeRepository:
            "That is the whole repository, which is measured anyway. Name a folder or a file in it."
        case .outside(let path): "\(path) leads outside. Name paths as the repository has them, from its top."
        case .sharedByMost(let id): "\(id) is shared by \(PathRules.most) teams already. Remove one first."
        }
    }

    /// Which field of a form it is about.
    var field: String? {
        switch self {
        case .noName, .taken: "name"
        case .noTitle: "title"
        case .circle, .archived, .unknown: "parent"
        case .noZone: "zone"
        case .noHours: "hours"
        case .noHolidays: "holidays"
        case .noDay: "from"
        case .noMember, .belongsAlready, .belongsNot: "login"
        case .noAgreement: "agreed-hours"
        case .wholeRepository, .outside: "paths"
        case .hasParts, .noRepository, .severalRepositories, .noImported, .sharedByMost: nil
        }
    }
}
