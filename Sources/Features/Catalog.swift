extension [any Feature] {
    /// Every feature, one line each.
    package static func all(_ services: Services) -> [any Feature] {
        let rooms: [any Feature] = [
            Rooms(database: services.database, frame: services.frame, measure: services.measure), SignIn(services),
            MembersRoom(services), PulseRoom(services), TeamsRoom(services), HoursRoom(services),
            HolidaysRoom(services), DeliveryRoom(services), ClaimsRoom(services), MyDataRoom(services),
            AuditRoom(services), SourcesRoom(services), DeliveriesRoom(services), DeliveryAPI(services),
            NextRoom(services), WritingRoom(services), ReviewersRoom(services), ActionsRoom(services),
            SavedViewsRoom(services), WebhooksRoom(services),
        ]
        return services.isDevelopment ? rooms + [GalleryRoom(frame: services.frame)] : rooms
    }
}
