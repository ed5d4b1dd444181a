import ArgumentParser
import MeritCore
import MeritJSON
import NIOCore

struct PeriodExport: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Gives out the files of a closed month, byte for byte as they were sealed.",
        discussion: """
            Lists the files with their SHA-256; with --file prints one of them; with --out writes \
            all of them, or the one, into a directory.
            """)

    @OptionGroup var service: ServiceOptions

    @Argument(help: ArgumentHelp("The month.", valueName: "yyyy-mm"))
    var period: Period

    @Option(help: ArgumentHelp("One file only.", valueName: "name"))
    var file: String?

    @Option(help: ArgumentHelp("A directory to write into.", valueName: "dir"))
    var out: String?

    func perform(with client: ServiceClient) async throws {
        if let file, out == nil {
            return try await send(file, with: client) { part in
                Terminal.print(bytes: Array(part.readableBytesView))
            }
        }
        let list = try await client.send(.get("periods", period.description, "files"))
        let files = (try list.json()["items"]?.elements ?? []).filter { item in
            file.map { item["file"]?.string == $0 } ?? true
        }
        if let file, files.isEmpty {
            throw CommandFailure("\(period) has no file \(file)", code: Outcome.wrongUsage)
        }
        if let out { try await write(files, into: out, with: client) }
        switch service.form {
        case .json: list.print()
        case .text:
            for item in files {
                Terminal.print("\(item["sha256"]?.shown ?? "")  \(item["file"]?.shown ?? "")")
            }
        }
    }

    private func write(
        _ files: [JSONValue], into directory: String, with client: ServiceClient
    ) async throws {
        let folder = try OutputFolder(directory)
        for name in files.compactMap({ $0["file"]?.string }) {
            let file = try folder.create(name)
            do {
                try await send(name, with: client) { part in
                    try file.write(Array(part.readableBytesView))
                }
                try file.finish()
            } catch {
                file.abandon()
                throw error
            }
        }
    }

    private func send(
        _ name: String, with client: ServiceClient, part: (ByteBuffer) throws -> Void
    ) async throws {
        try await client.send(
            .get("periods", period.description, "files", name).accepting("*/*"), part: part)
    }
}
