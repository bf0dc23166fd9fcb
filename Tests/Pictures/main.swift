import BrowserKit
import Foundation
import Records

// Takes the pictures of the README and the guide from a real repository.
// usage: pictures TUTTI REPOSITORY FOLDER

guard CommandLine.arguments.count == 4 else {
    FileHandle.standardError.write(Data("usage: pictures TUTTI REPOSITORY FOLDER\n".utf8))
    exit(2)
}
let (program, repository, folder) = (CommandLine.arguments[1], CommandLine.arguments[2], CommandLine.arguments[3])
let gallery = PictureTaker(program: program, repository: repository, folder: URL(filePath: folder))
try await gallery.take()
