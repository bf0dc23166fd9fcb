/// How much of a list details keep: over years, a large organisation has many thousand failed deployments. The numbers rest on
/// all of them; a page lists some.
enum LongLists {
    static let most = 1000
}

extension ChangeFailRateDetails {
    /// With the newest failures alone.
    var short: ChangeFailRateDetails {
        var short = self
        short.failures = failures.suffix(LongLists.most)
        return short
    }
}

extension RecoveryTimeDetails {
    /// With the newest failures alone, and the curve as finely as it can be drawn.
    var short: RecoveryTimeDetails {
        var short = self
        short.failures = failures.suffix(LongLists.most)
        if curve.count > LongLists.most {
            let step = (curve.count + LongLists.most - 1) / LongLists.most
            short.curve = curve.enumerated().filter { $0.offset % step == 0 || $0.offset == curve.count - 1 }.map(
                \.element)
        }
        return short
    }
}

extension ReworkRateDetails {
    /// With the newest deployments alone.
    var short: ReworkRateDetails {
        var short = self
        short.rework = rework.suffix(LongLists.most)
        return short
    }
}

extension TimeToGreenDetails {
    /// With what is still red and the longest alone.
    var short: TimeToGreenDetails {
        if reds.count <= LongLists.most { return self }
        var short = self
        let longest = reds.sorted {
            ($0.until == nil ? 0 : 1, $1.hours, $0.from) < ($1.until == nil ? 0 : 1, $0.hours, $1.from)
        }
        short.reds = longest.prefix(LongLists.most).sorted {
            ($0.from, $0.repository, $0.name) < ($1.from, $1.repository, $1.name)
        }
        return short
    }
}
