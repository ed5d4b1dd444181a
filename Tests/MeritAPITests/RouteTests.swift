import DoorFixture
import Foundation
import MeritAPI
import MeritInbound
import MeritIntake
import Testing

/// What Schemas/ says and what the service does.
struct RouteTests {
    static let schemas = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Schemas")

    /// The routes of openapi.yaml with the tag of their listener: paths stand two spaces in,
    /// methods four, tags six.
    private func described() throws -> [String: Set<RouteName>] {
        let text = try String(
            contentsOf: Self.schemas.appending(path: "openapi.yaml"), encoding: .utf8)
        var routes: [String: Set<RouteName>] = [:]
        var path = ""
        var method = ""
        for line in text.split(separator: "\n") {
            let indent = line.prefix { $0 == " " }.count
            if indent == 2, line.hasPrefix("  /") {
                path = String(line.dropFirst(2).dropLast())
            } else if indent == 4, line.hasSuffix(":") {
                method = line.dropFirst(4).dropLast().uppercased()
            } else if line.hasPrefix("      tags: [\"") {
                let tag = String(line.split(separator: "\"")[1])
                routes[tag, default: []].insert(RouteName(method, path))
            }
        }
        return routes
    }

    @Test func `the API has the routes that openapi names, and no other`() throws {
        #expect(try described()["api"] == Set(APIService.routes))
        #expect(Set(APIService.routes).count == APIService.routes.count)
    }

    @Test func `the inbound listener has the routes that openapi names, and no other`() throws {
        #expect(try described()["inbound"] == Set(InboundService.routes))
    }

    @Test func `every route answers something of its own`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { client in
            for route in APIService.routes {
                let path = route.path
                    .replacing(/\{(link|staff|record|slot)\}/, with: "9")
                    .replacing(/\{\w+\}/, with: "nothing")
                let reply =
                    switch route.method {
                    case "GET": try await client.get(path)
                    case "PUT": try await client.put(path, "{}")
                    default: try await client.post(path, "{}")
                    }
                #expect(reply.code != "route_unknown", "\(route)")
                #expect(reply.status < 500, "\(route): \(reply.text)")
            }
        }
        door.close()
    }

    // MARK: errors.json

    private struct Catalogue: Decodable {
        struct Problem: Decodable, Equatable {
            let code: String
            let status: Int
            let meaning: String
            let mend: String
        }
        struct Fault: Decodable { let code: String }
        let problems: [Problem]
        let collector: [Problem]
        let faults: [Fault]
        let touches: [Fault]
        let warnings: [Fault]
    }

    private func catalogue() throws -> Catalogue {
        let data = try Data(contentsOf: Self.schemas.appending(path: "errors.json"))
        return try JSONDecoder().decode(Catalogue.self, from: data)
    }

    @Test func `errors json lists every code with status, meaning and mending`() throws {
        let listed = try catalogue().problems
        let known = ErrorCode.all.map {
            Catalogue.Problem(
                code: $0.code, status: $0.status, meaning: $0.meaning, mend: $0.mend)
        }
        #expect(listed == known)
        #expect(Set(known.map(\.code)).count == known.count)
    }

    @Test func `no code is listed that no door answers with`() throws {
        let sources = Self.schemas.deletingLastPathComponent().appending(path: "Sources")
        var text = ""
        for module in ["MeritIntake", "MeritInbound", "MeritAPI", "MeritServer"] {
            let found = FileManager.default.enumerator(
                at: sources.appending(path: module), includingPropertiesForKeys: nil)
            while let url = found?.nextObject() as? URL {
                guard url.pathExtension == "swift",
                    !["ErrorCode+All.swift"].contains(url.lastPathComponent)
                else { continue }
                text += try String(contentsOf: url, encoding: .utf8)
            }
        }
        let declared = text.matches(of: /static let (\w+) = ErrorCode\(/).map { String($0.1) }
        #expect(declared.count == ErrorCode.all.count)
        for name in declared {
            let uses = text.matches(of: try Regex("\\.\(name)\\b")).count
            #expect(uses > 0, "\(name) is never answered")
        }
    }

    @Test func `errors json lists every code of a single fault`() throws {
        let sources = Self.schemas.deletingLastPathComponent().appending(path: "Sources")
        let listed = try catalogue()
        let codes = Set(listed.faults.map(\.code))
        let found = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
        while let url = found?.nextObject() as? URL {
            guard url.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: url, encoding: .utf8)
            let named = text.matches(of: /static let \w+: (?:JSONFault\.)?(?:Code|Self) = "(\w+)"/)
            for match in named where text.contains("JSONFault") {
                #expect(codes.contains(String(match.1)), "\(url.lastPathComponent): \(match.1)")
            }
            for match in text.matches(of: /"(destination_\w+)"$/.anchorsMatchLineEndings())
            where url.lastPathComponent == "Destination.swift" {
                #expect(codes.contains(String(match.1)), "\(match.1)")
            }
        }
        #expect(codes.count == listed.faults.count)
    }
}
