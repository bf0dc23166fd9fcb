import Features
import Foundation

/// Standard output and standard error.
enum Output {
    static func write(_ text: String) { write(Data(text.utf8)) }

    static func write(_ bytes: Data) { send(bytes, to: STDOUT_FILENO) }

    /// One line on standard error.
    static func complain(_ sentence: String) {
        send(Data(("tutti: " + Printable.text(sentence) + "\n").utf8), to: STDERR_FILENO)
    }

    /// Text for a terminal's standard error, as it is.
    static func draw(_ text: String) { send(Data(text.utf8), to: STDERR_FILENO) }

    private static func send(_ bytes: Data, to descriptor: Int32) {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let written = unsafeWrite(descriptor, UnsafeRawBufferPointer(rebasing: rest))
                if written < 0, errno == EINTR { continue }
                // Nobody reads any more, or nothing can be written: there is nobody to tell.
                if written <= 0 { exit(descriptor == STDOUT_FILENO && errno != EPIPE ? Ending.Code.usage.rawValue : 0) }
                rest = rest.dropFirst(written)
            }
        }
    }

    private static func unsafeWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        Foundation.write(descriptor, bytes.baseAddress, bytes.count)
    }
}
