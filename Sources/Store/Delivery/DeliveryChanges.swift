import Records

/// What readings of deliveries rest on, besides the time.
package enum DeliveryBasisArea: String, SQLValue, Sendable {
    /// What sources told.
    case records
    /// Who is who, and who wants to be counted.
    case people
    case teams
    /// Working hours, absences and holidays.
    case calendars
    /// Histories of repositories.
    case histories
}

extension Connection {
    /// Says that something changed on which readings of deliveries rest. To be called in the transaction that changes it.
    package func noteDeliveryChange(_ area: DeliveryBasisArea) throws {
        try run("INSERT INTO delivery_change (what) VALUES (\(area))")
    }

    /// Whether something changed that nobody has taken up yet.
    ///
    /// - Parameter area: nil for anything.
    package func hasDeliveryChanges(_ area: DeliveryBasisArea? = nil) throws -> Bool {
        let isMeant: SQL = area.map { "what = \($0)" } ?? "TRUE"
        return try value("SELECT 1 FROM delivery_change WHERE \(isMeant) LIMIT 1", as: Int.self) != nil
    }

    /// The number of the last change that nobody has taken up yet; another one means that something changed since.
    package func latestDeliveryChange() throws -> Int64? {
        try value("SELECT max(number) FROM delivery_change", as: Int64.self)
    }

    /// Takes up what changed and gives it a number: readings of a smaller one are old.
    ///
    /// - Returns: what changed; empty where nothing did.
    @discardableResult
    package func takeDeliveryChanges() throws -> Set<DeliveryBasisArea> {
        let areas = try rows("DELETE FROM delivery_change RETURNING what") {
            try $0.get(0, as: DeliveryBasisArea.self)
        }
        if !areas.isEmpty { try run("UPDATE delivery_revision SET revision = revision + 1") }
        return Set(areas)
    }

    package func deliveryRevision() throws -> Int64 {
        try value("SELECT revision FROM delivery_revision") ?? 0
    }
}
