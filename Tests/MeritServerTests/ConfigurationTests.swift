import Foundation
import MeritCore
import MeritServer
import Testing

/// Flags, environment, file and defaults as one checked value.
struct ConfigurationTests {
    private func read(
        flags: [String: String] = [:], environment: [String: String] = [:], yaml: String? = nil
    ) throws -> ServiceConfiguration {
        try ServiceConfiguration(
            flags: flags, environment: environment,
            file: yaml.map { .init(name: "merit.yaml", text: $0) })
    }

    private func faults(
        flags: [String: String] = [:], environment: [String: String] = [:], yaml: String? = nil
    ) -> [String] {
        do {
            _ = try read(flags: flags, environment: environment, yaml: yaml)
            return []
        } catch let error as ConfigurationFaults {
            return error.faults.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `without any source the defaults hold`() throws {
        let configuration = try read()
        #expect(configuration.collector.listen.description == "127.0.0.1:8080")
        #expect(configuration.inbound.description == "127.0.0.1:8082")
        #expect(configuration.api.description == "127.0.0.1:8081")
        #expect(configuration.collector.destinationHosts.isEmpty)
        #expect(configuration.apiHosts == ["localhost", "127.0.0.1"])
        #expect(configuration.birth.neverMerge == [.visitor, .click])
        #expect(configuration.spaceForTraffic == 2 << 30)
        #expect(configuration.birth.named.isEmpty)
    }

    @Test func `a flag goes before the environment, the environment before the file`() throws {
        let yaml = """
            collector: { listen: "127.0.0.1:1", destination_hosts: [mall.example, .b.example] }
            api: { listen: "127.0.0.1:3" }
            day_start: "04:00"
            """
        let configuration = try read(
            flags: ["api.listen": "127.0.0.1:4"],
            environment: ["MERIT_API_LISTEN": "127.0.0.1:5", "MERIT_INBOUND_LISTEN": "[::1]:6"],
            yaml: yaml)
        #expect(configuration.collector.listen.port == 1)
        #expect(configuration.collector.destinationHosts == ["mall.example", ".b.example"])
        #expect(configuration.api.port == 4)
        #expect(configuration.inbound.description == "[::1]:6")
        #expect(configuration.birth.dayStartMinutes == 240)
        #expect(configuration.birth.named == ["day_start"])
    }

    @Test func `an unknown key is named with its line and the nearest known one`() {
        #expect(
            faults(yaml: "collector:\n  listn: x\n") == [
                "merit.yaml:2: unknown key collector.listn; did you mean collector.listen?"
            ])
        #expect(
            faults(environment: ["MERIT_API_LISTN": "x"]) == [
                "MERIT_API_LISTN: unknown key MERIT_API_LISTN; did you mean MERIT_API_LISTEN?"
            ])
    }

    @Test func `all faults are told at once, each with its place`() {
        let found = faults(
            environment: ["MERIT_MONTH_START": "29"],
            yaml: """
                collector: { durability: tape, listen: nowhere, event_loops: 0 }
                identity: { never_merge: [phne] }
                day_start: "4:00"
                """)
        #expect(found.count == 6, "\(found)")
        #expect(found.contains { $0.hasPrefix("MERIT_MONTH_START: month_start must be") })
        #expect(found.contains { $0.contains("must be one of disk, kernel") })
        #expect(found.contains { $0.contains("phne is no kind of alias; did you mean phone?") })
    }

    @Test func `a file that is no mapping, or repeats a key, is refused`() {
        #expect(faults(yaml: "- a\n- b\n").count == 1)
        #expect(faults(yaml: "day_start: \"04:00\"\nday_start: \"05:00\"\n").count >= 1)
        #expect(faults(yaml: "collector: [1]\n").count == 1)
        #expect(faults(yaml: "api: { hosts: { a: b } }\n").count == 1)
        #expect(faults(yaml: "a: [\n").count == 1)
    }

    @Test func `every key stands in the document and the document knows no other`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(
            contentsOf: root.appending(path: "Schemas/configuration.md"), encoding: .utf8)
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") }
        let documented = rows.map { row in
            row.split(separator: "|").prefix(3).map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
            }
        }
        let expected = ServiceConfiguration.keys
        #expect(documented.map { $0[0] } == expected.map(\.path))
        #expect(documented.map { $0[1] } == expected.map(\.environmentName))
        for (row, key) in zip(documented, expected) where row[2] != "–" && row[2] != "none" {
            #expect(row[2] == key.fallback)
        }
    }
}
