/// What the first migrations make of an empty database, without the ways there.
///
/// A new file takes it in place of them: to add and to drop columns costs SQLite four times as much as to make the tables that
/// come out. Migrations after `number` follow as ever.
struct Baseline: Sendable {
    let number: Int
    let sql: String
}
