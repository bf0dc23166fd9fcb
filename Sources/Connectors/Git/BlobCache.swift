/// One side of a change, as far as counting needs to know it.
enum BlobContent: Sendable {
    case bytes([UInt8])
    case binary
    case missing
    /// There is no file on this side.
    case none

    /// Empty where there is nothing to count.
    var bytes: [UInt8] { if case .bytes(let bytes) = self { bytes } else { [] } }
}

/// Contents that will be asked for again, held to a limit of bytes.
///
/// A history is read backwards: what a change started from is what the next older change of the same file led to.
/// So a content is worth holding from its use as the old side to its use as the new side, and no longer.
struct BlobCache {
    private let limit: Int
    private var held: [BlobName: BlobContent] = [:]
    /// In the order they came; those taken out meanwhile are passed over.
    private var order: [BlobName] = []
    private var oldest = 0
    private var size = 0

    init(limit: Int) {
        self.limit = limit
    }

    subscript(name: BlobName) -> BlobContent? { held[name] }

    mutating func insert(_ content: BlobContent, for name: BlobName) {
        if held.updateValue(content, forKey: name) != nil { return }
        order.append(name)
        size += Self.weight(content)
    }

    mutating func remove(_ name: BlobName) {
        if let content = held.removeValue(forKey: name) { size -= Self.weight(content) }
    }

    /// Lets go of the oldest until the rest is within the limit.
    mutating func trim() {
        while size > limit, oldest < order.count {
            remove(order[oldest])
            oldest += 1
        }
        if oldest > 4096, oldest * 2 > order.count {
            order.removeFirst(oldest)
            oldest = 0
        }
    }

    private static func weight(_ content: BlobContent) -> Int { content.bytes.count + 128 }
}
