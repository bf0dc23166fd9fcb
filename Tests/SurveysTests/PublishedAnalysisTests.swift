import Foundation
import Surveys
import TestKit
import Testing

/// Real answers, and what R's psych and multilevel packages make of them.
@Suite("Analyses with published values", .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct PublishedAnalysisTests {
    @Test func `alpha of five scales that thousands answered, found by their names`() throws {
        var options = AnalysisOptions()
        options.scale = 1...6
        options.reversed = ["A1", "C4", "C5", "E1", "E2", "O2", "O5"]
        let analysis = try Analysis(Self.table("bfi.csv"), options)
        let expected = try #require(try Self.expected()["bfi"] as? [String: Any])
        let scales = try #require(expected["scales"] as? [String: [String: Any]])
        #expect(analysis.scales.count == 5 && analysis.notCounted.isEmpty)
        for (name, published) in scales {
            let scale = try #require(analysis.scales.first { $0.name == name.prefix(1).uppercased() })
            let reliability = try #require(scale.reliability)
            try expect(reliability.pairwise?.raw, published, "alpha_pairwise_raw", digits: 8)
            try expect(reliability.pairwise?.standardised, published, "alpha_pairwise_standardised", digits: 8)
            try expect(reliability.complete?.raw, published, "alpha_complete_rows_raw", digits: 8)
            try expect(reliability.complete?.standardised, published, "alpha_complete_rows_standardised", digits: 8)
            try expect(scale.meanOfComplete, published, "mean_of_row_means_complete", digits: 6)
            #expect(reliability.complete?.rows == published["complete_rows"] as? Int)
            let dropped = try #require(published["alpha_if_item_dropped_pairwise_raw"] as? [String: Double])
            for item in reliability.items {
                try SurveysTests.expect(item.alphaIfDropped, try #require(dropped[item.name]), digits: 6)
            }
            #expect((reliability.omega?.value ?? 0) > (reliability.complete?.raw ?? 1) - 0.02)
        }
    }

    @Test func `alpha of thirty departments without a word about the scale`() throws {
        let analysis = try Analysis(Self.table("attitude.csv"), AnalysisOptions())
        let expected = try #require(try Self.expected()["attitude"] as? [String: Any])
        let scale = try #require(analysis.scales.first)
        try expect(scale.reliability?.complete?.raw, expected, "alpha_raw", digits: 8)
        try expect(scale.reliability?.complete?.standardised, expected, "alpha_standardised", digits: 8)
        let means = try #require(expected["item_mean"] as? [String: Double])
        let rest = try #require(expected["item_rest_correlation"] as? [String: Double])
        for column in analysis.columns {
            try SurveysTests.expect(column.mean, try #require(means[column.name]), digits: 5)
        }
        for item in scale.reliability?.items ?? [] {
            try SurveysTests.expect(item.restCorrelation, try #require(rest[item.name]), digits: 6)
        }
    }

    @Test func `agreement in two platoons with gaps`() throws {
        var options = AnalysisOptions()
        options.scale = 1...5
        options.group = "PLATOON"
        let analysis = try Analysis(Self.table("cohesion.csv"), options)
        let expected = try #require(try Self.expected()["cohesion"] as? [String: Any])
        try expect(analysis.scales.first?.reliability?.pairwise?.raw, expected, "alpha_raw", digits: 8)
        let item = try #require(analysis.groups?.measures.first { $0.of == "COH01" })
        let scale = try #require(analysis.groups?.measures.first { $0.of == "COH" })
        for (name, value) in try #require(expected["rwg_COH01"] as? [String: Double]) {
            try SurveysTests.expect(item.groups.first { $0.name == name }?.rwg, value, digits: 7)
        }
        for (name, value) in try #require(expected["rwg_j_COH01_05"] as? [String: Double]) {
            try SurveysTests.expect(scale.groups.first { $0.name == name }?.rwgJ, value, digits: 7)
        }
        #expect(scale.groups.map(\.rwgJRows) == [4, 6])
        #expect(analysis.notes.contains { $0.contains("30 are needed") })
    }

    @Test func `how much of the spread lies between ninety-nine groups`() throws {
        var options = AnalysisOptions()
        options.scale = 1...5
        options.group = "GRP"
        let analysis = try Analysis(Self.table("bh1996.csv.gz"), options)
        let expected = try #require(try Self.expected()["bh1996"] as? [String: Any])
        let single = try #require(expected["ICC1"] as? [String: Double])
        let ofMeans = try #require(expected["ICC2"] as? [String: Double])
        for (name, value) in single {
            let measure = try #require(analysis.groups?.measures.first { $0.of == name && !$0.isScale })
            try SurveysTests.expect(measure.icc1, value, digits: 7)
            try SurveysTests.expect(measure.icc2, try #require(ofMeans[name]), digits: 7)
            #expect(measure.groups.count == 99)
        }
        let cohesion = try #require(analysis.groups?.measures.first { $0.of == "COHES" })
        let published = try #require(expected["rwg_COHES"] as? [String: Any])
        try expect(cohesion.agreement?.mean, published, "mean", digits: 7)
        try expect(cohesion.agreement?.median, published, "median", digits: 7)
        #expect(cohesion.agreement?.groups == 99)
        #expect(analysis.groups?.names.prefix(3) == ["1", "2", "3"])
        for (group, value) in try #require(published["first_groups"] as? [String: Double]) {
            try SurveysTests.expect(cohesion.groups.first { $0.name == group }?.rwg, value, digits: 7)
        }
    }

    @Test func `three waves of the same people`() throws {
        var options = AnalysisOptions()
        options.wave = "TIME"
        let analysis = try Analysis(Self.table("univbct.csv"), options)
        let expected = try #require(try Self.expected()["univbct"] as? [String: Any])
        let means = try #require(expected["mean_jobsat"] as? [Double])
        let changes = try #require(analysis.waves?.changes.filter { $0.of == "JSAT" && !$0.isScale })
        #expect(changes.map { [$0.from.name, $0.to.name] } == [["0", "1"], ["1", "2"], ["0", "2"]])
        try SurveysTests.expect(changes[0].from.mean, means[0], digits: 6)
        try SurveysTests.expect(changes[1].from.mean, means[1], digits: 6)
        try SurveysTests.expect(changes[2].to.mean, means[2], digits: 6)
        #expect(changes.allSatisfy { $0.p > 0.01 && $0.p <= 1 })
    }

    @Test(arguments: [("by_country", "Country"), ("by_remote", "Remote"), ("by_company_size", "CompanySizeNumber")])
    func `promoters less detractors of five thousand developers`(_ key: String, _ column: String) throws {
        let file = SharedData.file("survey/stackoverflow2017_sample.expected.json")
        let json = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        var options = AnalysisOptions()
        options.group = column
        let analysis = try Analysis(Self.table("stackoverflow2017_sample.csv.gz"), options)
        let whole = try #require(json["all"] as? [String: Any])
        let satisfaction = try #require(analysis.columns.first { $0.name == "CareerSatisfaction" })
        try expect(satisfaction.netPromoter?.value, whole, "score", digits: 6)
        #expect(satisfaction.netPromoter?.promoters == whole["promoters"] as? Int)
        #expect(analysis.columns.count { $0.netPromoter != nil } == 1)
        let measure = try #require(analysis.groups?.measures.first { $0.of == "CareerSatisfaction" })
        for (name, numbers) in try #require(json[key] as? [String: [String: Any]]) {
            let group = try #require(measure.groups.first { $0.name == name })
            #expect(group.answers == numbers["n"] as? Int)
            #expect(group.netPromoter?.detractors == numbers["detractors"] as? Int)
            try expect(group.netPromoter?.value, numbers, "score", digits: 6)
            try expect(group.mean, numbers, "mean", digits: 6)
            try expect(group.deviation, numbers, "sd", digits: 6)
        }
    }

    private static func expected() throws -> [String: Any] {
        let data = try Data(contentsOf: SharedData.file("survey/expected.json"))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private static func table(_ name: String) throws -> TextTable {
        let path = SharedData.file("survey/\(name)").path()
        guard name.hasSuffix(".gz") else { return try TextTable(Data(contentsOf: URL(filePath: path))) }
        return try TextTable(text: try BuiltProgram.run("/usr/bin/env", ["gzip", "-dc", path]).output)
    }

    private func expect(
        _ value: Double?, _ published: [String: Any], _ key: String, digits: Int,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let expected = try #require(published[key] as? Double, sourceLocation: sourceLocation)
        try SurveysTests.expect(value, expected, digits: digits, sourceLocation: sourceLocation)
    }
}
