import Foundation
import Synchronization

/// Takes one request on a port of its own, keeps it byte for byte, and answers with something fixed.
final class Overheard: Sendable {
    let address: String
    private let socket: Int32
    private let heard = Mutex(Data())

    private static let gap = Data("\r\n\r\n".utf8)

    /// - Parameter size: of the request's body, in bytes.
    init(bodyOf size: Int, answering answer: Data) throws {
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.socket = socket
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &place) { place in
            place.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(socket, generic, length) == 0 && listen(socket, 4) == 0
                    && getsockname(socket, generic, &length) == 0
            }
        }
        guard isBound else { throw CocoaError(.fileReadUnknown) }
        address = "http://127.0.0.1:\(UInt16(bigEndian: place.sin_port))"
        // Waits on a thread of its own: tests share few.
        Thread.detachNewThread { [weak self] in self?.take(bodyOf: size, answering: answer) }
    }

    deinit { close(socket) }

    /// The head and the body of the request, once it was answered.
    var request: (head: String, body: Data) {
        let all = heard.withLock { $0 }
        let end = all.range(of: Self.gap)
        let head = all[..<(end?.lowerBound ?? all.endIndex)]
        return (String(decoding: head, as: UTF8.self), Data(all[(end?.upperBound ?? all.endIndex)...]))
    }

    private func take(bodyOf size: Int, answering answer: Data) {
        let line = accept(socket, nil, nil)
        guard line >= 0 else { return }
        defer { close(line) }
        var said = Data()
        var part = [UInt8](repeating: 0, count: 4096)
        while said.range(of: Self.gap).map({ said.count - $0.upperBound < size }) ?? true {
            let count = recv(line, &part, part.count, 0)
            guard count > 0 else { break }
            said += part.prefix(count)
        }
        heard.withLock { [said] in $0 = said }
        let head = "HTTP/1.1 200 OK\r\ncontent-length: \(answer.count)\r\nconnection: close\r\n\r\n"
        let handle = FileHandle(fileDescriptor: line, closeOnDealloc: false)
        try? handle.write(contentsOf: Data(head.utf8) + answer)
    }
}
