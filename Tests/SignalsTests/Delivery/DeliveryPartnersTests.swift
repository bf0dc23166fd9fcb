import Signals
import Testing

@Suite("Signals that are shown together")
struct DeliveryPartnersTests {
    @Test(arguments: DeliverySignal.all.map(\.id))
    func `no number stands alone, and its partners exist`(_ id: String) throws {
        let signal = try #require(DeliverySignal.named(id))
        #expect(!signal.partners.isEmpty)
        #expect(!signal.partners.contains(id))
        for partner in signal.partners { #expect(DeliverySignal.named(partner) != nil, "\(partner)") }
    }

    @Test(arguments: ["deployment-frequency", "change-lead-time", "cycle-time"])
    func `speed is never without stability`(_ id: String) throws {
        #expect(try #require(DeliverySignal.named(id)).partners.contains("change-fail-rate"))
    }
}
