import ArgumentParser

/// A policy in a file: YAML, or JSON where the name says so.
struct PolicyFileOptions: ParsableArguments {
    @Argument(help: "A policy as YAML, or as JSON where the file's name ends in .json.")
    var file: String

    private static let bytesMax = 256 * 1_024

    func body() throws -> ServiceRequest.Body {
        let type = file.hasSuffix(".json") ? "application/json" : "application/yaml"
        return .init(type: type, bytes: try InputFile.bytes(file, atMost: Self.bytesMax))
    }

    /// Says each warning with the file's name.
    func tell(_ answer: ServiceAnswer) throws {
        for warning in try answer.json()["warnings"]?.elements ?? [] {
            Terminal.complain("warning: \(file): \(warning.shown)")
        }
    }
}
