import Foundation
import Glibc

extension FileHandle {
    /// What another process wrote, as soon as it wrote something; empty at the end.
    ///
    /// As `availableData`, which ends the whole run when a signal comes in between.
    package func nextBytes() -> Data {
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Glibc.read(fileDescriptor, &bytes, bytes.count)
            if count >= 0 { return Data(bytes.prefix(count)) }
            guard errno == EINTR else { return Data() }
        }
    }
}
