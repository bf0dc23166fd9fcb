import BrowserKit
import Foundation
import Records

// Takes the pictures of the README and the guide from the invented team of `tutti demo`.
// usage: pictures TUTTI FOLDER

guard CommandLine.arguments.count == 3 else {
    FileHandle.standardError.write(Data("usage: pictures TUTTI FOLDER\n".utf8))
    exit(2)
}
try await PictureTaker(program: CommandLine.arguments[1], folder: URL(filePath: CommandLine.arguments[2])).take()
