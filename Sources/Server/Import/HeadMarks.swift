import Foundation

/// When the references of a local clone were last written: another value means that something may have moved.
///
/// Costs a look at a few files and starts no program. Git writes references by renaming, which marks the folder as well.
struct HeadMarks: Hashable, Sendable {
    private let written: [String: Date]

    /// Nil for what is no clone on this machine.
    init?(of location: String) {
        guard let folder = Self.gitFolder(of: location) else { return nil }
        let common = Self.commonFolder(of: folder)
        var places = [folder + "/HEAD", common + "/packed-refs", common + "/shallow", common + "/reftable/tables.list"]
        places.append(common + "/refs")
        let below = FileManager.default.enumerator(atPath: common + "/refs")
        while let name = below?.nextObject() as? String { places.append(common + "/refs/" + name) }
        written = Dictionary(places.compactMap { place in Self.writtenAt(place).map { (place, $0) } }) { $1 }
    }

    private static func writtenAt(_ path: String) -> Date? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
    }

    /// `.git` in the folder or in one above it, or the folder itself where it is bare.
    private static func gitFolder(of location: String) -> String? {
        var place = URL(filePath: location).standardized
        guard FileManager.default.fileExists(atPath: place.path()) else { return nil }
        while true {
            let inside = place.appending(path: ".git").path()
            if exists(inside + "/HEAD") { return inside }
            if let linked = linkedFolder(inside, from: place) { return linked }
            if exists(place.appending(path: "HEAD").path()), exists(place.appending(path: "refs").path()) {
                return place.path()
            }
            let above = place.deletingLastPathComponent().standardized
            if above.path() == place.path() { return nil }
            place = above
        }
    }

    /// Where the `.git` file of a linked work tree points.
    private static func linkedFolder(_ file: String, from place: URL) -> String? {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8), text.hasPrefix("gitdir: ") else {
            return nil
        }
        let path = text.dropFirst(8).trimmingCharacters(in: .newlines)
        return path.hasPrefix("/") ? path : place.appending(path: path).standardized.path()
    }

    private static func commonFolder(of folder: String) -> String {
        guard let text = try? String(contentsOfFile: folder + "/commondir", encoding: .utf8) else { return folder }
        let path = text.trimmingCharacters(in: .newlines)
        return path.hasPrefix("/") ? path : URL(filePath: folder + "/" + path).standardized.path()
    }

    private static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
