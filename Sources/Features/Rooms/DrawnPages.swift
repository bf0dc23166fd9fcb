import NIOCore
import Synchronization

/// Pages as they were last drawn, for as long as nothing they speak of has changed.
///
/// Only a saving of work: whoever asks shows the state of the database, and another state draws anew. Bounded; when it is
/// full it begins again.
///
/// `State` tells one version of a page from another.
final class DrawnPages<State: Hashable & Sendable>: Sendable {
    private struct Entry {
        let state: State
        let document: ByteBuffer
    }

    private struct Entries {
        var byAddress: [String: Entry] = [:]
        var bytes = 0
    }

    private static var capacity: Int { 8 << 20 }

    private let entries = Mutex(Entries())

    func page(at address: String, as state: State) -> ByteBuffer? {
        entries.withLock { entries in
            guard let entry = entries.byAddress[address], entry.state == state else { return nil }
            return entry.document
        }
    }

    func keep(_ document: ByteBuffer, at address: String, as state: State) {
        guard document.readableBytes < Self.capacity / 4, address.utf8.count < 1024 else { return }
        entries.withLock { entries in
            if entries.bytes + document.readableBytes > Self.capacity { entries = Entries() }
            let old = entries.byAddress.updateValue(Entry(state: state, document: document), forKey: address)
            entries.bytes += document.readableBytes - (old?.document.readableBytes ?? 0)
        }
    }
}
