import Records
import Testing

@Suite("Weekly working hours")
struct WeeklyHoursTests {
    @Test(arguments: [
        ("Mon-Fri 09:00-17:00", "Mon-Fri 09:00-17:00", 40.0),
        ("monday – friday 9:00–17:00", "Mon-Fri 09:00-17:00", 40),
        ("Mon, Wed 8:00-12:00; Wed 13:00-17:00", "Mon 08:00-12:00; Wed 08:00-12:00 13:00-17:00", 12),
        ("Tue 09:00-12:00, 13:00-17:00\nThu 09:00-12:00", "Tue 09:00-12:00 13:00-17:00; Thu 09:00-12:00", 10),
        ("Sat-Mon 22:00-06:00", "Mon 22:00-06:00; Sat-Sun 22:00-06:00", 24),
        ("Fri 20:00-00:00", "Fri 20:00-24:00", 4),
        ("", "", 0),
    ])
    func `are read as people write them, and always written the same way`(
        _ written: String, _ kept: String, _ sum: Double
    ) throws {
        let hours = try WeeklyHours(written)
        #expect(hours.text == kept)
        #expect(hours.hoursAWeek == sum)
        #expect(try WeeklyHours(hours.text) == hours)
    }

    @Test(arguments: [
        ("09:00-17:00", WeeklyHoursTrouble.noDay("09:00-17:00")), ("Mon", .noTime("Mon")),
        ("Mon 9-17", .noSpan("9-17")), ("Mon 09:00-09:00", .noSpan("09:00-09:00")),
        ("Mon 25:00-26:00", .noSpan("25:00-26:00")),
        ("Someday 09:00-17:00", .noWeekday("Someday")), ("M 09:00-17:00", .noWeekday("M")),
        ("Mon 09:00-13:00 12:00-17:00", .overlap("09:00-13:00", "12:00-17:00")),
    ])
    func `what makes no sense is refused with what is wrong`(_ written: String, _ trouble: WeeklyHoursTrouble) {
        #expect(throws: trouble) { try WeeklyHours(written) }
    }
}
