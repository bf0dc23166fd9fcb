/// How much of an item's time is work.
package struct FlowEfficiencyDetails: Codable, Hashable, Sendable {
    package var items: Int
    package var activeHours: Double
    package var waitingHours: Double
}
