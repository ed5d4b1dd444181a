import Foundation
import Testing

/// Which module may import which: what a module's purpose allows, not what happens to build.
struct ModuleArrows {
    /// In order: a module imports only modules that stand above it.
    static let order = [
        "MeritCore", "COpenSSL", "MeritCrypto", "CQREncode", "MeritQRCode", "MeritJSON",
        "MeritToken", "MeritIdentity",
        "MeritOrders", "MeritAttribution", "MeritLedger", "MeritCommands", "MeritPolicyFile",
        "MeritJournal", "MeritStore", "MeritCollector", "MeritWorker", "MeritReports",
        "MeritSimulation", "MeritIntake", "MeritInbound", "MeritAPI", "MeritServer", "merit",
    ]

    static let pure = [
        "MeritCore", "MeritJSON", "MeritCrypto", "MeritQRCode", "MeritToken", "MeritIdentity",
        "MeritOrders", "MeritAttribution", "MeritLedger", "MeritCommands",
    ]

    /// What a pure module may import beside modules above it.
    static let pureAllows: Set = ["Synchronization"]

    static let doors = ["Glibc", "SystemPackage", "Logging", "CoreMetrics", "Synchronization"]
    static let nio = ["NIOCore", "NIOPosix", "NIOHTTP1", "NIOConcurrencyHelpers"]
    static let web = ["Hummingbird", "HummingbirdCore", "NIOCore", "HTTPTypes"]

    static let allows: [String: Set<String>] = [
        "MeritPolicyFile": Set(doors + ["Yams"]),
        "MeritJournal": Set(doors),
        "MeritStore": Set(doors + ["GRDB", "GRDBSQLite"]),
        "MeritCollector": Set(doors + nio),
        "MeritWorker": Set(doors),
        "MeritReports": Set(doors),
        "MeritSimulation": Set(doors),
        "MeritIntake": Set(doors + web),
        "MeritInbound": Set(doors + web),
        "MeritAPI": Set(doors + web),
    ]

    /// Modules that pure ones and the collector must never see.
    static let forbidden: [String: Set<String>] = [
        "MeritCollector": ["MeritStore", "MeritWorker", "MeritOrders", "MeritAttribution"],
        "MeritLedger": ["MeritAttribution"],
        "MeritWorker": ["MeritCollector"],
        "MeritStore": ["MeritPolicyFile"],
        "MeritReports": ["MeritCollector", "MeritWorker"],
        "MeritSimulation": ["MeritCollector", "MeritWorker"],
        "MeritInbound": ["MeritCollector", "MeritWorker", "MeritReports"],
        "MeritIntake": ["MeritCollector", "MeritWorker", "MeritReports"],
        "MeritAPI": ["MeritCollector", "MeritWorker", "MeritInbound"],
    ]

    @Test func `a module imports only what its purpose allows`() throws {
        for file in try SourceTree.files(under: "Sources") {
            let target = file.target
            guard let place = Self.order.firstIndex(of: target) else {
                Issue.record("\(file.path): \(target) has no place in the order of modules")
                continue
            }
            let above = Set(Self.order[..<place])
            for name in file.imports() where Self.order.contains(name) {
                #expect(
                    above.contains(name), "\(file.path): \(name) does not stand above \(target)")
                let refused = Self.forbidden[target] ?? []
                #expect(!refused.contains(name), "\(file.path): \(target) must not see \(name)")
            }
            // Composition may import everything.
            if target == "MeritServer" || target == "merit" { continue }
            let outside = file.imports().filter { !Self.order.contains($0) }
            let allowed = Self.pure.contains(target) ? Self.pureAllows : Self.allows[target] ?? []
            for name in outside {
                #expect(allowed.contains(name), "\(file.path): \(target) must not import \(name)")
            }
        }
    }

    @Test func `only the cryptographic door sees OpenSSL`() throws {
        for file in try SourceTree.files(under: "Sources") where file.target != "MeritCrypto" {
            #expect(!file.imports().contains("COpenSSL"), "\(file.path)")
        }
    }

    @Test func `only the drawing of codes sees libqrencode`() throws {
        for file in try SourceTree.files(under: "Sources") where file.target != "MeritQRCode" {
            #expect(!file.imports().contains("CQREncode"), "\(file.path)")
        }
    }

    @Test func `only composition reads clocks, randomness, arguments and environment`() throws {
        let reads = [
            "SystemRandomNumberGenerator", "ContinuousClock()", "clock_gettime", "getrandom",
            "CommandLine.", "getenv(", " Date()", "Date.now",
        ]
        for file in try SourceTree.files(under: "Sources")
        where file.target != "MeritServer" && file.target != "merit" {
            for (number, line) in file.lines.enumerated() {
                for read in reads where line.contains(read) {
                    Issue.record("\(file.path):\(number + 1): \(read)")
                }
            }
        }
    }
}

extension SourceTree.File {
    /// The modules that the file imports, `import struct X.Y` included.
    func imports() -> [String] {
        lines.compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard
                let place = words.firstIndex(of: "import"),
                words[..<place].allSatisfy({
                    ["public", "package", "internal", "private", "fileprivate"].contains($0)
                        || $0.hasPrefix("@")
                }), place + 1 < words.count
            else { return nil }
            let kinds: Set = [
                "struct", "enum", "class", "func", "protocol", "var", "let", "typealias",
            ]
            let name = kinds.contains(words[place + 1]) ? words[place + 2] : words[place + 1]
            return name.split(separator: ".").first.map(String.init)
        }
    }
}
