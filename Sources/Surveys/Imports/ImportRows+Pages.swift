import Foundation

extension ImportRows {
    /// Zigpoll's `/responses`: an object for every answer of a participant to a slide.
    init(zigpoll pages: [Data], _ titles: [String: String]) throws(ImportTrouble) {
        var joined = ImportJoin()
        for (place, page) in pages.enumerated() {
            guard let page = try? JSONDecoder().decode(ZigpollPage.self, from: page) else {
                throw .notJSON(page: place + 1)
            }
            for (number, response) in page.data.enumerated() {
                let text = response.response?.texts ?? []
                joined.add(
                    person: response.participantId ?? "\(place) \(number)", survey: response.pollId,
                    moment: response.createdAt, question: response.slideId, answer: text)
            }
        }
        rows = joined.rows
        questions = joined.questions.map { ($0, titles[$0] ?? $0) }
        dropped = ["_id", "accountId", "participantId", "orderValue", "metadata", "userAgent", "createdAt"]
    }

    /// Formbricks' `/management/responses`: an object for everybody who answered.
    init(formbricks pages: [Data], _ titles: [String: String]) throws(ImportTrouble) {
        var known: [String] = []
        for (place, page) in pages.enumerated() {
            guard let page = try? JSONDecoder().decode(FormbricksPage.self, from: page) else {
                throw .notJSON(page: place + 1)
            }
            for response in page.data {
                let answers = response.data.mapValues(\.texts).filter { !$0.value.isEmpty }
                known += answers.keys.sorted().filter { !known.contains($0) }
                rows.append(
                    Row(survey: response.surveyId, month: Self.month(response.createdAt), group: nil, answers: answers))
            }
        }
        questions = known.map { ($0, titles[$0] ?? $0) }
        dropped = [
            "id", "contactId", "contactAttributes", "person", "meta", "singleUseId", "displayId", "ttc", "variables",
            "createdAt", "updatedAt",
        ]
    }
}

/// A page as Zigpoll answers with; what tells about people is not even decoded, but for what joins their answers.
private struct ZigpollPage: Decodable {
    let data: [Item]

    struct Item: Decodable {
        let pollId: String
        let slideId: String
        let participantId: String?
        let createdAt: String?
        let response: ImportedValue?
    }
}

private struct FormbricksPage: Decodable {
    let data: [Item]

    struct Item: Decodable {
        let surveyId: String
        let createdAt: String?
        let data: [String: ImportedValue]
    }
}

/// An answer in JSON: a text, a number, a list, or texts by the rows of a matrix.
private struct ImportedValue: Decodable {
    let texts: [String]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            texts = [text]
        } else if let flag = try? container.decode(Bool.self) {
            texts = [flag ? "yes" : "no"]
        } else if let number = try? container.decode(Double.self) {
            texts = [Int64(exactly: number).map(String.init) ?? String(number)]
        } else if let list = try? container.decode([String].self) {
            texts = list
        } else if let rows = try? container.decode([String: String].self) {
            texts = rows.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        } else {
            texts = []
        }
    }
}
