import Crypto
import CryptoExtras
import Foundation

/// Keys that a manifest must not have.
enum WeakKeys {
    /// 2048 bits.
    static var short: Data {
        get throws {
            try _RSA.BlindSigning.PrivateKey<SHA384>(
                keySize: .bits2048, parameters: .RSABSSA_SHA384_PSS_Deterministic
            ).publicKey.derRepresentation
        }
    }

    /// Some modulus of 3072 bits, with exponent 3: such a key could tell requests apart.
    static var smallExponent: Data {
        get throws {
            try _RSA.BlindSigning.PublicKey<SHA384>(
                n: Data(repeating: 0xab, count: 384), e: Data([3]), parameters: .RSABSSA_SHA384_PSS_Deterministic
            ).derRepresentation
        }
    }
}
