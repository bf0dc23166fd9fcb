import Interface
import Records
import Signals
import Statistics

/// One of DORA's five as a row: what it is now, what it was, and what others said.
struct DoraKey {
    let id: String
    let title: String
    private(set) var value: String
    let isKnown: Bool
    var category = "–"
    var history = "–"
    var hasChanged = false
    var others = "–"

    static func all(_ readings: DeliveryReadings) -> [DoraKey] {
        DeliveryView.dora.signals.compactMap { id in
            DeliverySignal.named(id).flatMap { signal in readings[id].map { DoraKey(signal, $0, readings) } }
        }
    }

    private init(_ signal: DeliverySignal, _ measurement: Measurement, _ readings: DeliveryReadings) {
        id = signal.id
        title = signal.title
        isKnown = measurement.status == .ok && measurement.value != nil
        let interval = measurement.interval.map { " (\(ValueText.interval($0, signal.unit)))" } ?? ""
        value = isKnown ? measurement.text(signal.unit) + interval : Wording.capitalised(measurement.why)
        guard isKnown else { return }
        switch id {
        case "deployment-frequency": frequency(readings)
        case "change-lead-time": leadTime(readings)
        case "change-fail-rate": failRate(readings)
        case "failed-deployment-recovery-time": recovery(readings)
        default: rework(readings)
        }
    }

    private mutating func frequency(_ readings: DeliveryReadings) {
        guard let details = readings.details(id, as: DeploymentFrequencyDetails.self),
            let service = details.services.first(where: { $0.service == details.shown })
        else { return }
        category = service.categoryWords
        if details.services.count > 1 {
            value +=
                "; \(service.service), the middle one of \(Wording.count(details.services.count, "service", "services"))"
        }
        tell(service.days)
        others = onScale(details.reference, category: service.category)
    }

    private mutating func leadTime(_ readings: DeliveryReadings) {
        guard let details = readings.details(id, as: ChangeLeadTimeDetails.self) else { return }
        category = details.category.words
        tell(details.weeks)
        others = onScale(details.reference, category: details.category.rawValue)
    }

    private mutating func failRate(_ readings: DeliveryReadings) {
        guard let details = readings.details(id, as: ChangeFailRateDetails.self) else { return }
        category = "no steps: a share"
        tell(details.before)
        others = share(details.reference)
    }

    private mutating func recovery(_ readings: DeliveryReadings) {
        guard let details = readings.details(id, as: RecoveryTimeDetails.self) else { return }
        category = details.category?.words ?? "not reached: half are not over"
        history = "\(Wording.count(details.count, "failure", "failures")), not compared week by week"
        others = details.category.map { onScale(details.reference, category: $0.rawValue) } ?? "–"
    }

    private mutating func rework(_ readings: DeliveryReadings) {
        guard let details = readings.details(id, as: ReworkRateDetails.self) else { return }
        category = "no steps: a share"
        tell(details.before)
        others = share(details.reference)
    }

    private mutating func tell(_ weeks: WeekSeries) {
        hasChanged = weeks.change != nil
        let isEnough = weeks.chart?.hasEnoughBaseline ?? false
        history =
            weeks.change
            ?? (isEnough
                ? "no change beyond what weeks usually bring"
                : "\(Wording.count(weeks.weeks.count, "week", "weeks")): ten are needed to tell a change")
    }

    private mutating func tell(_ before: EarlierShare?) {
        history =
            before.map { "\(Format.number($0.count)) of \(Format.number($0.of)) in the stretch before" }
            ?? "nothing before to compare with"
    }

    /// The categories 1 to 6 spread evenly over 0 to 10, as DORA does.
    private func onScale(_ reference: DoraReference, category: Int) -> String {
        "here \(Format.number(Double(category - 1) * 2)), there \(Format.number(reference.mean)) ± \(Format.number(reference.deviation)), on 0 to 10"
    }

    private func share(_ reference: DoraReference) -> String {
        "\(Format.number(reference.mean * 10)) ± \(Format.number(reference.deviation * 10)) %"
    }
}
