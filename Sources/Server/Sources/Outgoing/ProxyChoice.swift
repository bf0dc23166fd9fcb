import Features
import Foundation

/// Which questions go through a proxy, by what the environment says: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`.
package struct ProxyChoice: Hashable, Sendable {
    package struct Proxy: Hashable, Sendable {
        package var host: String
        package var port: Int
        var user: String?
        var password: String?
    }

    private var secure: Proxy?
    private var plain: Proxy?
    /// Names and ranges that are asked directly; `*` stands for all.
    private var direct: [String] = []

    /// Everything is asked directly.
    package init() {}

    /// - Throws: `OutgoingSettingsTrouble` for a proxy that is none, without its address: a password may stand there.
    package init(environment: [String: String]) throws(OutgoingSettingsTrouble) {
        secure = try Self.proxy(["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"], environment)
        plain = try Self.proxy(["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"], environment)
        let list = environment["no_proxy"] ?? environment["NO_PROXY"] ?? ""
        direct = list.split(whereSeparator: { $0 == "," || $0 == " " }).map { $0.lowercased() }
    }

    private static func proxy(
        _ names: [String], _ environment: [String: String]
    ) throws(OutgoingSettingsTrouble) -> Proxy? {
        guard let name = names.first(where: { environment[$0].map { !$0.isEmpty } ?? false }),
            let text = environment[name]
        else { return nil }
        let parts = URLComponents(string: text.contains("://") ? text : "http://\(text)")
        guard let parts, parts.scheme?.lowercased() == "http", let host = parts.host, !host.isEmpty else {
            throw .noProxy(name)
        }
        return Proxy(host: host, port: parts.port ?? 80, user: parts.user, password: parts.password)
    }

    /// Nil where a host is asked directly.
    func proxy(for host: String, isEncrypted: Bool) -> Proxy? {
        guard let proxy = isEncrypted ? secure : plain else { return nil }
        return direct.contains { Self.covers($0, host) } ? nil : proxy
    }

    /// `example.org` and `.example.org` both stand for the name and all below it.
    private static func covers(_ entry: String, _ host: String) -> Bool {
        if entry == "*" { return true }
        if let range = AddressRange(entry) { return range.contains(host) }
        let name = entry.hasPrefix(".") ? String(entry.dropFirst()) : entry
        return host == name || host.hasSuffix("." + name)
    }

    static func isRange(_ text: String) -> Bool { AddressRange(text) != nil }
}
