import Foundation
import TestKit
import Testing

@testable import Statistics

/// Real answers, and what R's psych and multilevel packages make of them.
@Suite("Published values", .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct PublishedValuesTests {
    private static let scales = ["agree", "conscientious", "extraversion", "neuroticism", "openness"]

    @Test(arguments: scales)
    func `alpha of five scales that thousands answered`(name: String) throws {
        let scale = try #require(try SurveyData.expected().bfi.scales[name])
        let names = scale.items.map { $0.trimmingCharacters(in: ["-"]) }
        let reversed = Set(scale.items.indices.filter { scale.items[$0].hasPrefix("-") })
        let items = try SurveyData("bfi.csv").items(names).reversed(reversed, low: 1, high: 6)
        let pairwise = try #require(CronbachAlpha(items, gaps: .pairwise))
        let complete = try #require(CronbachAlpha(items))
        try expect(pairwise.raw, scale.alpha_pairwise_raw, digits: 8)
        try expect(pairwise.standardised, scale.alpha_pairwise_standardised, digits: 8)
        try expect(complete.raw, scale.alpha_complete_rows_raw, digits: 8)
        try expect(complete.standardised, scale.alpha_complete_rows_standardised, digits: 8)
        #expect(complete.rows == scale.complete_rows)
        let means = items.complete.map { $0.reduce(0, +) / Double($0.count) }
        try expect(Statistics.mean(means), scale.mean_of_row_means_complete, digits: 6)
        for (place, name) in names.enumerated() {
            let expected = try #require(scale.alpha_if_item_dropped_pairwise_raw[name])
            try expect(pairwise.items[place].alphaIfDropped, expected, digits: 6)
        }
        let omega = try #require(McDonaldOmega(items))
        #expect(omega.value >= complete.standardised - 0.01)
    }

    @Test func `alpha of thirty departments, item by item`() throws {
        let expected = try SurveyData.expected().attitude
        let names = expected.item_mean.keys.sorted()
        let data = try SurveyData("attitude.csv")
        let alpha = try #require(CronbachAlpha(data.items(names)))
        try expect(alpha.raw, expected.alpha_raw, digits: 8)
        try expect(alpha.standardised, expected.alpha_standardised, digits: 8)
        for (name, item) in zip(names, alpha.items) {
            try expect(item.alphaIfDropped, try #require(expected.alpha_if_item_dropped_raw[name]), digits: 6)
            try expect(item.restCorrelation, try #require(expected.item_rest_correlation[name]), digits: 6)
            let mean = Statistics.mean(data.numbers(name).compactMap { $0 })
            try expect(mean, try #require(expected.item_mean[name]), digits: 5)
        }
    }

    @Test func `agreement in two platoons with gaps`() throws {
        let expected = try SurveyData.expected().cohesion
        let data = try SurveyData("cohesion.csv")
        let names = (1...5).map { "COH0\($0)" }
        let items = data.items(names)
        let even = Agreement.evenVariance(options: 5)
        try expect(CronbachAlpha(items, gaps: .pairwise)?.raw, expected.alpha_raw, digits: 8)
        for (platoon, agreement) in expected.rwg_COH01 {
            let answers = try #require(data.groups("COH01", by: "PLATOON")[platoon])
            try expect(Agreement.rwg(answers, evenVariance: even), agreement, digits: 7)
            let own = Items(zip(data.texts("PLATOON"), items.rows).filter { $0.0 == platoon }.map(\.1))
            #expect(own.complete.count == expected.rwg_j_group_size[platoon])
            try expect(
                Agreement.rwgJ(own, evenVariance: even), try #require(expected.rwg_j_COH01_05[platoon]), digits: 7)
        }
    }

    @Test func `how much of the spread lies between ninety-nine groups`() throws {
        let expected = try SurveyData.expected().bh1996
        let data = try SurveyData("bh1996.csv.gz")
        for (column, single) in expected.ICC1 {
            let found = try #require(IntraclassCorrelation(Array(data.groups(column, by: "GRP").values)))
            try expect(found.single, single, digits: 7)
            try expect(found.ofMeans, try #require(expected.ICC2[column]), digits: 7)
            #expect(found.groups == 99 && found.answers == 7_382)
        }
        let agreement = data.groups("COHES", by: "GRP").compactMapValues { Agreement.rwg($0, evenVariance: 2) }
        #expect(agreement.count == expected.rwg_COHES.groups)
        try expect(Statistics.mean(Array(agreement.values)), expected.rwg_COHES.mean, digits: 7)
        try expect(Statistics.median(Array(agreement.values)), expected.rwg_COHES.median, digits: 7)
        for (group, value) in expected.rwg_COHES.first_groups { try expect(agreement[group], value, digits: 7) }
    }

    @Test func `three waves of the same people`() throws {
        let expected = try SurveyData.expected().univbct
        let data = try SurveyData("univbct.csv")
        var seen = Set<String>()
        let firsts = data.texts("SUBNUM").enumerated().filter { seen.insert($0.element).inserted }.map(\.offset)
        #expect(firsts.count == expected.people)
        let waves = (1...3).map { wave in
            let answers = data.numbers("JOBSAT\(wave)")
            return firsts.map { answers[$0] }
        }
        for (wave, mean) in zip(waves, expected.mean_jobsat) {
            try expect(Statistics.mean(wave.compactMap { $0 }), mean, digits: 6)
        }
        #expect(
            Items(firsts.indices.map { row in waves.map { $0[row] } }).complete.count == expected.complete_in_all_three)
        let test = try #require(PermutationTest(waves[0].compactMap { $0 }, waves[2].compactMap { $0 }))
        #expect(test.way != .exact && (0.01...0.2).contains(test.p))
    }

    @Test(arguments: [
        ("all", nil), ("by_country", "Country"), ("by_remote", "Remote"), ("by_company_size", "CompanySizeNumber"),
    ])
    func `promoters less detractors of five thousand developers`(key: String, column: String?) throws {
        let file = SharedData.file("survey/stackoverflow2017_sample.expected.json")
        let json = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        let found = try #require(json[key] as? [String: Any])
        let expected = column == nil ? ["all": found] : try #require(found as? [String: [String: Any]])
        let data = try SurveyData("stackoverflow2017_sample.csv.gz")
        let groups =
            column.map { data.groups("CareerSatisfaction", by: $0) }
            ?? ["all": data.numbers("CareerSatisfaction").compactMap { $0 }]
        #expect(groups.count >= expected.count)
        for (group, numbers) in expected {
            let answers = try #require(groups[group])
            let net = NetPromoter(answers)
            #expect(net.answers == numbers["n"] as? Int)
            #expect(net.promoters == numbers["promoters"] as? Int)
            #expect(net.passives == numbers["passives"] as? Int)
            #expect(net.detractors == numbers["detractors"] as? Int)
            try expect(net.value, try #require(numbers["score"] as? Double), digits: 6)
            try expect(Statistics.mean(answers), try #require(numbers["mean"] as? Double), digits: 6)
            try expect(Statistics.deviation(answers), try #require(numbers["sd"] as? Double), digits: 6)
        }
    }
}
