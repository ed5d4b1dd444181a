// swift-tools-version: 6.2
import PackageDescription

/// One strict settings array for every Swift target of this package.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

// MARK: Libraries from elsewhere

let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbirdCore = Target.Dependency.product(
    name: "HummingbirdCore", package: "hummingbird")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(
    name: "HummingbirdTesting", package: "hummingbird")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let coreMetrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(
    name: "UnixSignals", package: "swift-service-lifecycle")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let configuration = Target.Dependency.product(
    name: "Configuration", package: "swift-configuration")
let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")

// MARK: Targets

/// A library target of Merit under `Sources/NAME`.
func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one target, under `Tests/NAMETests`.
func tests(
    _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies, resources: resources,
        swiftSettings: strict)
}

let package = Package(
    name: "merit",
    products: [.executable(name: "merit", targets: ["merit"])],
    traits: [
        .trait(
            name: "QRCode",
            description: "The collector and the API draw QR codes of links (needs libqrencode).")
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    ],
    targets: [
        tests("Tidy", ["ProcessFixture", "linkage-probe"]),
        .target(name: "SeededRandom", path: "Tests/SeededRandom", swiftSettings: strict),
        .target(name: "ProcessFixture", path: "Tests/ProcessFixture", swiftSettings: strict),
        .executableTarget(
            name: "linkage-probe",
            dependencies: [
                "MeritCore", "MeritCrypto", "MeritJSON", "MeritToken", "MeritIdentity",
                "MeritOrders", "MeritAttribution", "MeritLedger", "MeritCommands", "MeritJournal",
                "MeritCollector",
            ], path: "Tests/LinkageProbe", swiftSettings: strict),
        library("MeritCore"),
        tests("MeritCore", ["SeededRandom", "MeritCore"]),
        .systemLibrary(
            name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        library("MeritCrypto", ["MeritCore", "COpenSSL"]),
        tests("MeritCrypto", ["SeededRandom", "MeritCore", "MeritCrypto", "COpenSSL"]),
        .systemLibrary(name: "CQREncode", providers: [.apt(["libqrencode-dev"])]),
        .target(
            name: "MeritQRCode",
            dependencies: [.target(name: "CQREncode", condition: .when(traits: ["QRCode"]))],
            swiftSettings: strict),
        .executableTarget(
            name: "qrcode-probe", dependencies: ["MeritQRCode"], path: "Tests/QRCodeProbe",
            swiftSettings: strict),
        .testTarget(
            name: "MeritQRCodeTests",
            dependencies: ["SeededRandom", "ProcessFixture", "MeritQRCode"],
            exclude: ["read_png.py"], swiftSettings: strict),
        library("MeritJSON"),
        tests("MeritJSON", ["SeededRandom", "MeritJSON"]),
        library("MeritToken", ["MeritCore", "MeritCrypto"]),
        tests(
            "MeritToken", ["SeededRandom", "MeritCore", "MeritCrypto", "MeritToken", "MeritJSON"],
            resources: [.copy("Fixtures")]),
        library("MeritIdentity", ["MeritCore", "MeritJSON", "MeritCrypto"]),
        tests(
            "MeritIdentity",
            ["SeededRandom", "MeritCore", "MeritJSON", "MeritCrypto", "MeritIdentity"]),
        library("MeritOrders", ["MeritCore", "MeritJSON", "MeritIdentity", "MeritCrypto"]),
        tests(
            "MeritOrders",
            [
                "SeededRandom", "MeritCore", "MeritJSON", "MeritIdentity", "MeritCrypto",
                "MeritOrders",
            ]),
        library("MeritAttribution", ["MeritCore", "MeritJSON", "MeritOrders"]),
        tests(
            "MeritAttribution",
            ["SeededRandom", "MeritCore", "MeritJSON", "MeritOrders", "MeritAttribution"]),
        library("MeritLedger", ["MeritCore", "MeritJSON", "MeritOrders", "MeritCrypto"]),
        tests(
            "MeritLedger",
            [
                "SeededRandom", "ProcessFixture",
                "MeritCore", "MeritJSON", "MeritOrders", "MeritCrypto", "MeritLedger",
            ]),
        library("MeritCommands", ["MeritCore", "MeritJSON", "MeritOrders", "MeritAttribution"]),
        tests(
            "MeritCommands",
            ["MeritCore", "MeritJSON", "MeritOrders", "MeritAttribution", "MeritCommands"]),
        library("MeritPolicyFile", ["MeritCore", "MeritJSON", "MeritAttribution", yams]),
        tests(
            "MeritPolicyFile", ["MeritCore", "MeritJSON", "MeritAttribution", "MeritPolicyFile"]),
        library("MeritJournal", ["MeritCore", "MeritCrypto", coreMetrics]),
        tests(
            "MeritJournal", ["SeededRandom", "MeritCore", "MeritCrypto", "MeritJournal"],
            resources: [.copy("Fixtures")]),
        library(
            "MeritStore",
            [
                "MeritCore", "MeritCrypto", "MeritJSON", "MeritIdentity", "MeritOrders",
                "MeritAttribution", "MeritLedger", "MeritCommands", "MeritJournal", grdb, logging,
            ]),
        tests(
            "MeritStore",
            [
                "SeededRandom",
                "MeritCore", "MeritCrypto", "MeritJSON", "MeritIdentity", "MeritOrders",
                "MeritAttribution", "MeritLedger", "MeritCommands", "MeritJournal", "MeritStore",
                grdb,
            ]),
        library(
            "MeritWorker",
            [
                "MeritCore", "MeritOrders", "MeritAttribution", "MeritLedger", "MeritJournal",
                "MeritStore", logging,
            ]),
        .target(
            name: "BooksFixture",
            dependencies: [
                "MeritCore", "MeritCrypto", "MeritAttribution", "MeritLedger", "MeritJournal",
                "MeritStore", "MeritWorker",
            ],
            path: "Tests/BooksFixture", swiftSettings: strict),
        tests(
            "MeritWorker",
            [
                "SeededRandom", "ProcessFixture", "BooksFixture",
                "MeritCore", "MeritCrypto", "MeritOrders", "MeritAttribution", "MeritLedger",
                "MeritJournal", "MeritStore", "MeritWorker",
            ]),
        .testTarget(
            name: "OracleTests",
            dependencies: [
                "SeededRandom", "ProcessFixture",
                "MeritCore", "MeritCrypto", "MeritJSON", "MeritIdentity", "MeritOrders",
                "MeritAttribution", "MeritLedger", "MeritJournal", "MeritStore", "MeritWorker",
                "MeritReports", "MeritSimulation",
            ],
            exclude: ["oracle.py", "mutate.py", "mutations.json", "test_oracle.py"],
            swiftSettings: strict),
        library(
            "MeritReports",
            [
                "MeritCore", "MeritJSON", "MeritOrders", "MeritAttribution", "MeritLedger",
                "MeritJournal", "MeritStore",
            ]),
        tests(
            "MeritReports",
            [
                "MeritCore", "MeritJSON", "MeritOrders", "MeritAttribution", "MeritLedger",
                "MeritStore", "MeritJournal", "MeritReports",
            ]),
        library(
            "MeritSimulation",
            [
                "MeritCore", "MeritJSON", "MeritOrders", "MeritAttribution", "MeritLedger",
                "MeritJournal", "MeritStore", "MeritReports",
            ]),
        tests(
            "MeritSimulation",
            [
                "SeededRandom", "BooksFixture",
                "MeritCore", "MeritJSON", "MeritOrders", "MeritAttribution", "MeritLedger",
                "MeritJournal", "MeritStore", "MeritWorker", "MeritReports", "MeritSimulation",
            ]),
        library(
            "MeritIntake",
            [
                "MeritCore", "MeritCrypto", "MeritJSON", "MeritToken", "MeritIdentity",
                "MeritOrders", "MeritJournal", "MeritStore", hummingbird, nioCore, httpTypes,
                logging,
            ]),
        .target(
            name: "DoorFixture",
            dependencies: [
                "MeritCore", "MeritCrypto", "MeritIdentity", "MeritAttribution", "MeritJournal",
                "MeritStore", "MeritIntake",
            ],
            path: "Tests/DoorFixture", swiftSettings: strict),
        tests(
            "MeritIntake",
            [
                "SeededRandom",
                "MeritCore", "MeritCrypto", "MeritJSON", "MeritToken", "MeritIdentity",
                "MeritOrders", "MeritJournal", "MeritStore", "MeritIntake", "DoorFixture",
            ]),
        library(
            "MeritInbound",
            [
                "MeritCore", "MeritJSON", "MeritIdentity", "MeritOrders", "MeritIntake",
                hummingbird, nioCore, httpTypes, logging, coreMetrics,
            ]),
        tests(
            "MeritInbound",
            [
                "MeritCore", "MeritCrypto", "MeritJSON", "MeritToken", "MeritIdentity",
                "MeritOrders", "MeritJournal", "MeritStore", "MeritIntake", "MeritInbound",
                "DoorFixture", hummingbird, hummingbirdTesting, nioCore, nioPosix, httpTypes,
                logging, coreMetrics,
            ]),
        library(
            "MeritAPI",
            [
                "MeritCore", "MeritCrypto", "MeritJSON", "MeritToken", "MeritIdentity",
                "MeritOrders", "MeritAttribution", "MeritLedger", "MeritCommands",
                "MeritPolicyFile", "MeritJournal", "MeritStore", "MeritReports", "MeritSimulation",
                "MeritIntake", "MeritQRCode", hummingbird, nioCore, httpTypes, logging,
            ]),
        tests(
            "MeritAPI",
            [
                "MeritCore", "MeritCrypto", "MeritJSON", "MeritToken", "MeritIdentity",
                "MeritOrders", "MeritAttribution", "MeritLedger", "MeritCommands",
                "MeritPolicyFile", "MeritJournal", "MeritStore", "MeritReports", "MeritIntake",
                "MeritInbound", "MeritAPI", "MeritQRCode", "MeritWorker", "DoorFixture",
                hummingbird,
                hummingbirdTesting, nioCore, httpTypes, logging,
            ]),
        library(
            "MeritCollector",
            [
                "MeritCore", "MeritCrypto", "MeritJSON", "MeritToken", "MeritIdentity",
                "MeritJournal", "MeritQRCode", nioCore, nioPosix, nioHTTP1, logging, coreMetrics,
            ]),
        tests(
            "MeritCollector",
            [
                "SeededRandom",
                "MeritCore", "MeritCrypto", "MeritJSON", "MeritToken", "MeritIdentity",
                "MeritJournal", "MeritCollector", "MeritQRCode", nioCore, nioPosix, nioHTTP1,
                nioEmbedded,
                logging, coreMetrics,
            ]),
        library(
            "MeritServer",
            [
                "MeritCore", "MeritCrypto", "MeritJSON", "MeritToken", "MeritIdentity",
                "MeritOrders", "MeritAttribution", "MeritLedger", "MeritJournal", "MeritStore",
                "MeritCollector", "MeritWorker", "MeritReports", "MeritIntake", "MeritInbound",
                "MeritAPI", "MeritQRCode", hummingbird, hummingbirdCore, nioCore, nioPosix, logging,
                coreMetrics,
                lifecycle, unixSignals, system, httpTypes, configuration, yams,
            ]),
        tests(
            "MeritServer",
            [
                "MeritCore", "MeritLedger", "MeritJournal", "MeritStore", "MeritServer", system,
                logging, coreMetrics,
            ]),
        .executableTarget(
            name: "merit",
            dependencies: [
                "MeritCore", "MeritCrypto", "MeritJSON", "MeritToken", "MeritIdentity",
                "MeritOrders", "MeritJournal", "MeritStore", "MeritWorker", "MeritReports",
                "MeritIntake", "MeritServer", argumentParser, httpClient, nioCore, nioPosix,
                nioHTTP1, logging, system,
            ], swiftSettings: strict),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["merit", "ProcessFixture", "MeritCore", "MeritJSON"],
            exclude: ["Clients", "Pages"], swiftSettings: strict),
        .executableTarget(
            name: "merit-benchmarks",
            dependencies: [
                "MeritCore", "MeritCrypto", "MeritAttribution", "MeritLedger", "MeritPolicyFile",
                "MeritJournal", "MeritStore", "MeritWorker", "MeritReports", "MeritSimulation",
            ],
            path: "LoadTests/Benchmarks", swiftSettings: strict),
        tests(
            "MeritCommandLine",
            [
                "SeededRandom",
                "merit", "MeritCore", "MeritIdentity", "MeritJSON", "MeritOrders", "MeritServer",
                argumentParser, nioCore, nioPosix, system,
            ]),
    ]
)
