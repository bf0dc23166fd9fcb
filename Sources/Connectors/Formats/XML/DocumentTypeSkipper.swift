/// Finds the end of a document type without reading what it declares.
struct DocumentTypeSkipper {
    private enum State {
        case plain, comment
        case quoted(UInt8)
    }

    private var state = State.plain
    private var isInside = false
    /// The last four bytes, the newest lowest: enough to see a comment begin and end.
    private var recent: UInt32 = 0

    /// Whether this byte closes it.
    mutating func isOver(after byte: UInt8) -> Bool {
        recent = recent << 8 | UInt32(byte)
        switch state {
        case .comment:
            if recent & 0xFF_FFFF == 0x2D_2D3E { state = .plain }
        case .quoted(let quote):
            if byte == quote { state = .plain }
        case .plain:
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): state = .quoted(byte)
            case UInt8(ascii: "["): isInside = true
            case UInt8(ascii: "]"): isInside = false
            case UInt8(ascii: "-") where recent == 0x3C21_2D2D: state = .comment
            case UInt8(ascii: ">"): return !isInside
            default: break
            }
        }
        return false
    }
}
