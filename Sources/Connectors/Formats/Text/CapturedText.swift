/// The beginning of a text that may be endless.
struct CapturedText {
    private var bytes: [UInt8] = []
    private let limit: Int
    private var isCut = false

    init(limit: Int) { self.limit = limit }

    mutating func append(_ piece: UnsafeRawBufferPointer) {
        let room = limit - bytes.count
        if piece.count > room { isCut = true }
        if room > 0 { bytes += piece.prefix(room) }
    }

    /// Whole characters only.
    var text: String {
        var whole = bytes[...]
        if isCut, let lead = whole.lastIndex(where: { $0 & 0xC0 != 0x80 }) {
            let length = whole[lead] < 0xC0 ? 1 : whole[lead] < 0xE0 ? 2 : whole[lead] < 0xF0 ? 3 : 4
            if whole.endIndex - lead < length { whole = whole[..<lead] }
        }
        return String(decoding: whole, as: UTF8.self)
    }

    var isEmpty: Bool { bytes.isEmpty }
}
