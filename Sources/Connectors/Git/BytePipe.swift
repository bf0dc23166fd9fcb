import Foundation
import Synchronization
import SystemPackage

/// A pipe to or from git, each end of which is closed once, whoever comes first.
///
/// Neither end passes to other programs that happen to start at the same time: they would keep it open, and
/// its reader would wait for an end that never comes.
final class BytePipe: Sendable {
    let reader: FileDescriptor
    let writer: FileDescriptor
    private let isReaderOpen = Atomic(true)
    private let isWriterOpen = Atomic(true)

    init() throws {
        let ends = try FileDescriptor.pipe()
        reader = ends.readEnd
        writer = ends.writeEnd
        for end in [reader, writer] {
            _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end.rawValue, Self.setSize, 1 << 20)
        }
    }

    func closeReader() {
        if isReaderOpen.exchange(false, ordering: .acquiringAndReleasing) { try? reader.close() }
    }

    func closeWriter() {
        if isWriterOpen.exchange(false, ordering: .acquiringAndReleasing) { try? writer.close() }
    }

    func closeBoth() {
        closeReader()
        closeWriter()
    }

    /// `F_SETPIPE_SZ`, which Glibc's module hides. Where it is refused the pipe stays at its 64 KiB.
    private static let setSize: Int32 = 1031
}

extension ByteReader {
    /// Reads a descriptor, waiting for more on this thread.
    ///
    /// Git writes whole buffers of 4 KiB and, at the end, what is left. Whoever wakes up for each of them takes turns with
    /// git a thousand times on a short history; so where a little came and more is on its way, we let it gather.
    init(_ descriptor: FileDescriptor) {
        var last = 0
        self.init(capacity: 1 << 18) { buffer in
            if last > 0, last < 1 << 16, last.isMultiple(of: 4096) { usleep(200) }
            last = try descriptor.read(into: buffer)
            return last
        }
    }
}

/// Runs blocking work on a thread of its own, so that it holds up no task.
func onThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        let thread = Thread { continuation.resume(returning: work()) }
        thread.stackSize = 8 << 20
        thread.start()
    }
}
