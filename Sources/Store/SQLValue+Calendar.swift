import Records

/// Days are kept as they are written, which also puts them in order.
extension CivilDay: SQLValue {
    package var sqlValue: SQL.Value { .text(text) }

    package init(_ row: Row, at place: Int) throws {
        guard let day = CivilDay(try row.text(place)) else { throw row.unexpected(place, "a day") }
        self = day
    }
}

extension WeeklyHours: SQLValue {
    package var sqlValue: SQL.Value { .text(text) }

    package init(_ row: Row, at place: Int) throws {
        guard let hours = try? WeeklyHours(try row.text(place)) else { throw row.unexpected(place, "weekly hours") }
        self = hours
    }
}

extension Membership.Role: SQLValue {}
