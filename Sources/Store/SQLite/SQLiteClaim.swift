import Glibc
import Synchronization

/// A lock on one byte of a file beside the database. The kernel takes it back when the process ends.
final class SQLiteClaim: Claim {
    private let descriptor: Mutex<Int32?>

    /// Nil where another holds it.
    init?(_ name: String, database path: String) throws {
        let descriptor = open(path + "-claims", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DatabaseTrouble.notWritable(path: path + "-claims") }
        var lock = Self.lock(F_WRLCK)
        lock.l_start = Self.place(of: name)
        guard fcntl(descriptor, Self.setLock, &lock) == 0 else {
            close(descriptor)
            return nil
        }
        self.descriptor = Mutex(descriptor)
    }

    deinit { letGo() }

    func isHeld() async -> Bool { descriptor.withLock { $0 != nil } }

    func release() async { letGo() }

    private func letGo() {
        descriptor.withLock { descriptor in
            guard let open = descriptor else { return }
            // Said out loud, because a child that is just being started holds the same file until it has begun.
            var unlock = Self.lock(F_UNLCK)
            unlock.l_len = 0
            _ = fcntl(open, Self.setLock, &unlock)
            close(open)
            descriptor = nil
        }
    }

    /// One byte at the beginning.
    private static func lock(_ type: some BinaryInteger) -> flock {
        var lock = flock()
        lock.l_type = Int16(type)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_len = 1
        return lock
    }

    /// `F_OFD_SETLK`: a lock of this open file, not of the process, so that two parts of one process exclude each other.
    private static let setLock: Int32 = 37

    /// FNV-1a. Two names on one place only wait for each other.
    private static func place(of name: String) -> Int {
        let hash = name.utf8.reduce(14_695_981_039_346_656_037 as UInt64) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        return Int(hash >> 2)
    }
}
