import Interface
import Records
import Signals
import Statistics

/// A delivery signal at a glance: its number, its course where there is one, and what has to be read beside it.
struct DeliveryCard: Component {
    let id: String
    let readings: DeliveryReadings

    var html: HTML {
        guard let signal = DeliverySignal.named(id), let measurement = readings[id] else { return .empty }
        return SignalCard(
            signal.title, explain: Link.deliverySignal(id, within: readings.choice).path,
            state(signal, measurement), sample: sample(measurement), was: doubt(signal, measurement),
            partners: signal.partners.compactMap(partner)
        ).html
    }

    private func state(_ signal: DeliverySignal, _ measurement: Measurement) -> SignalCard.State {
        guard measurement.status == .ok, let value = measurement.value else {
            return .none(Wording.capitalised(measurement.why.isEmpty ? "Nothing to measure." : measurement.why))
        }
        let text = ValueText(value, signal.unit)
        return .value(text.number, unit: text.unit, course: readings.weeks(of: id).flatMap(Sparkline.init))
    }

    /// Of several services one is shown: which.
    private func sample(_ measurement: Measurement) -> String {
        guard id == "deployment-frequency",
            let details = readings.details(id, as: DeploymentFrequencyDetails.self), details.services.count > 1
        else { return measurement.sample.text }
        return "\(measurement.sample.text) of \(details.shown)"
    }

    private func doubt(_ signal: DeliverySignal, _ measurement: Measurement) -> String {
        guard let interval = measurement.interval, measurement.status == .ok else { return "" }
        return ValueText.interval(interval, signal.unit)
    }

    private func partner(_ id: String) -> SignalCard.Partner? {
        guard let signal = DeliverySignal.named(id), let measurement = readings[id] else { return nil }
        return SignalCard.Partner(
            signal.title, measurement.text(signal.unit),
            href: Link.deliverySignal(id, within: readings.choice).path)
    }
}

extension DeliveryReadings {
    /// The course of a signal, week by week, where it has one.
    func weeks(of id: String) -> WeekSeries? {
        switch id {
        case "deployment-frequency":
            details(id, as: DeploymentFrequencyDetails.self).flatMap { details in
                details.services.first { $0.service == details.shown }?.days
            }
        case "change-lead-time": details(id, as: ChangeLeadTimeDetails.self)?.weeks
        case "throughput": details(id, as: ThroughputDetails.self)?.weeks
        case "build-duration": details(id, as: BuildDurationDetails.self)?.weeks
        case "bug-frequency": details(id, as: BugDetails.self)?.weeks
        default: nil
        }
    }
}

extension Sparkline {
    /// Nil for fewer weeks than make a course.
    init?(_ series: WeekSeries) {
        guard series.weeks.count > 2, let first = series.values.first, let last = series.values.last else { return nil }
        let limits = series.chart.flatMap {
            $0.hasEnoughBaseline ? max(0, $0.limits.low)...max(0, $0.limits.high) : nil
        }
        self.init(
            series.values, band: limits,
            words: "\(series.weeks.count) weeks, from \(Format.number(first)) to \(Format.number(last))"
                + (limits == nil ? "" : "; the band is what weeks usually bring"))
    }
}
