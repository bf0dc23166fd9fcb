import Foundation
import Invention
import Store

/// Fills an empty database with the large invented organisation, or a part of it, by the way by which sources fill it, and
/// tells how fast. Without a database it only counts what would be told.
///
/// `inventing [--part 0.05] [--weeks 260] [--seed 1] [DATABASE]`, where the database is a file or a `postgres://` address.
@main
enum Inventing {
    static func main() async throws {
        var arguments = Array(CommandLine.arguments.dropFirst())
        func option(_ name: String) -> String? {
            guard let place = arguments.firstIndex(of: name), place + 1 < arguments.count else { return nil }
            defer { arguments.removeSubrange(place...place + 1) }
            return arguments[place + 1]
        }
        let part = option("--part").flatMap(Double.init) ?? 1
        let weeks = option("--weeks").flatMap(Int64.init) ?? 260
        let seed = option("--seed").flatMap(UInt64.init) ?? 1
        let organisation = Organisation.large(
            seed: seed, end: Int64(Date().timeIntervalSince1970), part: part, weeks: weeks)
        let loading = Loading(Invention(organisation))
        if let place = arguments.first {
            let database = try await Databases.open(DatabaseLocation(parse: place))
            let founding = Founding(organisation: organisation)
            try await founding.save(in: database)
            try await loading.save(in: database)
            try await founding.saveRepositories(in: database)
            try await database.close()
        } else {
            loading.count()
        }
        tell("peak \(loading.peak())")
    }
}
