import Records
import Store

/// An endpoint as API and commands tell it.
package struct WebhookEndpointAnswer: Encodable, Sendable {
    package let id: String
    package let name: String
    package let url: String
    /// Empty for all.
    package let types: [String]
    package let team: String?
    /// active, paused or disabled.
    package let state: String
    package let trouble: String?
    package let failingSince: String?
    /// Of one that was added just now.
    package let secret: String?

    package init(_ endpoint: WebhookEndpoint, secret: String? = nil) {
        (id, name, url, team) = (endpoint.id, endpoint.name, endpoint.url, endpoint.team)
        types = (endpoint.kinds ?? []).map(\.rawValue).sorted()
        (state, trouble) = (endpoint.state.rawValue, endpoint.trouble)
        failingSince = endpoint.failingSince.map { Days.instant($0 / 1000) }
        self.secret = secret
    }
}

/// An event on its way to an endpoint, as API and commands tell it.
package struct OutgoingDeliveryAnswer: Encodable, Sendable {
    package let id: String
    package let type: String
    package let happenedAt: String
    /// waiting, delivered or given-up.
    package let state: String
    package let attempts: Int
    package let nextAt: String?
    package let triedAt: String?
    package let status: Int?
    package let trouble: String?
    package let answer: String?
    package let body: String

    package init(_ delivery: OutgoingDelivery) {
        (id, type, body) = (delivery.id, delivery.type, delivery.body)
        happenedAt = Days.instant(delivery.happenedAt / 1000)
        (state, attempts) = (delivery.state.rawValue, delivery.attempts)
        nextAt = delivery.nextAt.map { Days.instant($0 / 1000) }
        triedAt = delivery.triedAt.map { Days.instant($0 / 1000) }
        (status, trouble, answer) = (delivery.status, delivery.trouble, delivery.answer)
    }
}
