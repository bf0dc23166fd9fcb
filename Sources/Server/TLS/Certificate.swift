import Foundation
import NIOSSL

extension CertificateFiles {
    /// What TLS is set up with: 1.2 and 1.3 only.
    ///
    /// - Throws: `StartTrouble.certificate`.
    func configuration() throws -> TLSConfiguration {
        let certificates = try reading(chain) { try NIOSSLCertificate.fromPEMFile($0) }
        if certificates.isEmpty { throw trouble(chain, "it holds no certificate") }
        let privateKey = try reading(key) { try NIOSSLPrivateKey(file: $0, format: .pem) }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(privateKey))
        configuration.minimumTLSVersion = .tlsv12
        // Refuses a key that belongs to another certificate now, instead of at the first connection.
        _ = try reading(key) { _ in try NIOSSLContext(configuration: configuration) }
        return configuration
    }

    /// When the files were last written; another value means that they should be read again.
    var writtenAt: [Date?] {
        [chain, key].map { (try? FileManager.default.attributesOfItem(atPath: $0))?[.modificationDate] as? Date }
    }

    private func reading<Value>(_ file: String, _ read: (String) throws -> Value) throws -> Value {
        do { return try read(file) } catch {
            let isThere = FileManager.default.isReadableFile(atPath: file)
            throw trouble(file, isThere ? "it is not a PEM file that fits the other one" : "it cannot be read")
        }
    }

    private func trouble(_ file: String, _ reason: String) -> StartTrouble { .certificate(file: file, reason: reason) }
}
