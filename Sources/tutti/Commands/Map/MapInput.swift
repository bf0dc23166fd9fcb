import Foundation

/// A file or standard input, unpacked where it is packed.
enum MapInput {
    /// The bytes, and what places in them are called by.
    static func content(of file: String) throws -> (content: Data, name: String) {
        let name = file == "-" ? "standard input" : file
        let read =
            file == "-"
            ? try? FileHandle.standardInput.readToEnd() ?? Data() : try? Data(contentsOf: URL(filePath: file))
        guard let read else { throw CommandTrouble("\(name) cannot be read.") }
        guard Gunzip.isPacked(read) else { return (read, name) }
        guard let content = Gunzip.content(of: read) else { throw CommandTrouble("\(name) is packed, and broken.") }
        return (content, name)
    }
}
