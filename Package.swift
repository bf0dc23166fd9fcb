// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

func product(_ name: String, _ package: String) -> Target.Dependency {
    .product(name: name, package: package)
}

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: ["TestKit"] + dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
    name: "tutti",
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
        .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
    ],
    targets: [
        // What machines tell us: one target per step, so that the compiler keeps the arrows.
        library("Records"),
        library(
            "Connectors",
            ["Records", product("Subprocess", "swift-subprocess"), product("SystemPackage", "swift-system")]
        ),
        library("Statistics"),
        library("Surveys", ["Statistics", "CPacks"]),
        library("Signals", ["Records", "Statistics"]),
        library(
            "Store", ["Records", "CLibpq", "CZlib", product("GRDB", "GRDB.swift"), product("Crypto", "swift-crypto")]
        ),

        // An organisation that there is not, to look at and to measure with.
        library("Invention", ["Records"]),

        // Answers that nobody can trace. It knows nothing of the rest, so that it can be audited by itself.
        library("BlindTickets", [product("Crypto", "swift-crypto"), product("CryptoExtras", "swift-crypto")]),

        // What people see and do together.
        library("Interface", ["CAssets"]),
        library(
            "Features",
            [
                "Records", "Signals", "Statistics", "Store", "Interface", "BlindTickets", "Surveys",
                product("Hummingbird", "hummingbird"),
                product("HTTPTypes", "swift-http-types"),
                product("NIOCore", "swift-nio"),
                product("NIOPosix", "swift-nio"),
                product("Crypto", "swift-crypto"),
                product("CryptoExtras", "swift-crypto"),
                product("JWTKit", "jwt-kit"),
                product("Logging", "swift-log"),
            ]
        ),
        library(
            "Server",
            [
                "Features", "Connectors", "Signals", "Store", "Interface", "Records", "CZlib", "CMalloc", "CAssets",
                product("Hummingbird", "hummingbird"),
                product("HummingbirdCore", "hummingbird"),
                product("HummingbirdTLS", "hummingbird"),
                product("HummingbirdHTTP2", "hummingbird"),
                product("AsyncHTTPClient", "async-http-client"),
                product("HTTPTypes", "swift-http-types"),
                product("NIOCore", "swift-nio"),
                product("NIOPosix", "swift-nio"),
                product("NIOSSL", "swift-nio-ssl"),
                product("Crypto", "swift-crypto"),
                product("CryptoExtras", "swift-crypto"),
                product("Logging", "swift-log"),
                product("ServiceLifecycle", "swift-service-lifecycle"),
                product("UnixSignals", "swift-service-lifecycle"),
            ]
        ),
        .executableTarget(
            name: "tutti",
            dependencies: [
                "Server", "Features", "Connectors", "Signals", "Statistics", "Surveys", "Store", "Interface", "Records",
                "BlindTickets", "Invention", "CZlib",
                product("ArgumentParser", "swift-argument-parser"),
                product("AsyncHTTPClient", "async-http-client"),
                product("Crypto", "swift-crypto"),
                product("HTTPTypes", "swift-http-types"),
                product("NIOCore", "swift-nio"),
                product("Logging", "swift-log"),
            ],
            swiftSettings: strict
        ),

        // C: assets and question packs carried inside the binary, libpq when somebody asks for it, and two system libraries.
        .target(name: "CAssets", exclude: ["css", "js", "favicon.svg"]),
        .target(name: "CPacks", exclude: ["packs"]),
        .target(name: "CLibpq"),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        .target(
            name: "TestKit",
            dependencies: ["Records", "Store", product("Subprocess", "swift-subprocess")],
            path: "Tests/TestKit",
            swiftSettings: strict
        ),
        .target(
            name: "BrowserKit", dependencies: ["Records", "TestKit"], path: "Tests/BrowserKit", swiftSettings: strict
        ),
        .executableTarget(
            name: "pictures",
            dependencies: ["BrowserKit", "Records"],
            path: "Tests/Pictures",
            swiftSettings: strict
        ),
        .executableTarget(name: "reading", dependencies: ["Connectors"], path: "Tests/Reading", swiftSettings: strict),
        .executableTarget(
            name: "formats",
            dependencies: ["Connectors", "Records"],
            path: "Tests/FormatReading",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "answering",
            dependencies: ["Surveys", "Statistics"],
            path: "Tests/Answering",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "waiting",
            dependencies: ["Records", "Signals", "Statistics"],
            path: "Tests/Waiting",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "submitting",
            dependencies: ["Features", "BlindTickets", "Surveys", "Store"],
            path: "Tests/Submitting",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "delivering",
            dependencies: ["Features", "Records", "Store"],
            path: "Tests/Delivering",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "inventing",
            dependencies: ["Features", "Invention", "Records", "Store"],
            path: "Tests/Inventing",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "measuring",
            dependencies: ["Connectors", "Features", "Records", "Server", "Store"],
            path: "Tests/Measuring",
            swiftSettings: strict
        ),
        tests(
            "BrowserTests",
            [
                "BrowserKit", "Features", "Records", "Store", "Surveys", "BlindTickets", "Interface",
                product("Crypto", "swift-crypto"), product("CryptoExtras", "swift-crypto"),
            ]
        ),
        tests("DocumentationTests", ["Signals", "Records"]),
        tests("RecordsTests", ["Records"]),
        tests(
            "ConnectorsTests", ["Connectors", "Signals", "Records"],
            exclude: ["GitHub/Fixtures", "GitHub/Golden", "GitLab/Golden"]
        ),
        tests("InventionTests", ["Invention", "Signals", "Records"]),
        tests("StatisticsTests", ["Statistics"]),
        tests("SurveysTests", ["Surveys", "Statistics"], exclude: ["Mutants"]),
        tests("SignalsTests", ["Signals", "Records"], exclude: ["Reviews/histories"]),
        tests(
            "BlindTicketsTests",
            ["BlindTickets", product("Crypto", "swift-crypto"), product("CryptoExtras", "swift-crypto")],
            exclude: ["Mutants", "Vectors"]
        ),
        tests("StoreTests", ["Store", "Records"], exclude: ["Golden"]),
        tests("InterfaceTests", ["Interface"], exclude: ["Golden"]),
        tests(
            "FeaturesTests",
            [
                "Features", "Interface", "Signals", "Store", "Records", "BlindTickets", "Surveys",
                product("NIOCore", "swift-nio"),
            ],
            exclude: ["Delivery/Golden", "Pulse/Attack/Mutants"]
        ),
        tests(
            "ServerTests",
            [
                "Server", "Connectors", "Features", "Store", "Interface", "Records", "BlindTickets", "Surveys",
                product("HummingbirdTesting", "hummingbird"),
                product("Crypto", "swift-crypto"),
                product("CryptoExtras", "swift-crypto"),
                product("AsyncHTTPClient", "async-http-client"),
            ]
        ),
        tests(
            "CommandTests",
            [
                "Connectors", "Signals", "Store", "Records", "Features", "BlindTickets", "Surveys",
                product("Subprocess", "swift-subprocess"),
            ],
            exclude: ["Golden"]
        ),
    ]
)
