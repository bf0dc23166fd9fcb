/// What becomes of one column of a peer's table.
struct ParityField<Ours> {
    enum Verdict {
        /// Every row has our value.
        case same
        /// Some rows have another value, and the sentence says by which definition.
        case different(String)
        /// Nothing here corresponds to it, and the sentence says why.
        case absent(String)
    }

    let column: String
    /// Our field's name, as the page prints it; empty where there is none.
    let field: String
    let verdict: Verdict
    /// Our value, written as the peer writes it.
    let text: (Ours) -> String

    static func same(_ column: String, _ field: String, _ text: @escaping (Ours) -> String?) -> Self {
        Self(column: column, field: field, verdict: .same) { text($0) ?? "" }
    }

    static func different(_ column: String, _ field: String, _ why: String, _ text: @escaping (Ours) -> String?) -> Self
    {
        Self(column: column, field: field, verdict: .different(why)) { text($0) ?? "" }
    }

    static func absent(_ column: String, _ why: String) -> Self {
        Self(column: column, field: "", verdict: .absent(why)) { _ in "" }
    }
}
