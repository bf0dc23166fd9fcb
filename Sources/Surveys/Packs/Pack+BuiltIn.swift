import CPacks

extension Pack {
    /// The packs that travel with Tutti, in the order in which they are offered. A test reads every one of them; a text
    /// that could not be read would be left out.
    package static let builtIn: [Pack] = builtInTexts.compactMap { try? Pack(text: $0) }

    /// Their texts, to start a pack of one's own from.
    package static let builtInTexts: [String] = (0..<tutti_pack_count()).map { place in
        let embedded = tutti_pack_at(place)
        return String(
            decoding: UnsafeBufferPointer(start: embedded.bytes, count: Int(embedded.count)), as: UTF8.self)
    }

    /// The text of one of them.
    package static func builtInText(_ id: String) -> String? {
        zip(builtIn, builtInTexts).first { $0.0.id == id }?.1
    }
}
