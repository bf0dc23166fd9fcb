import Records

extension JSONValue {
    /// A signal's details. They hold finite numbers, texts and lists only, which always encode.
    init(details: some Encodable) {
        self = (try? JSONValue(encoding: details)) ?? .object([:])
    }
}
