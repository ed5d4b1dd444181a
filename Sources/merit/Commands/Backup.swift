import ArgumentParser
import MeritJSON
import SystemPackage

struct Backup: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copies journal, vault and sealed months, consistent while serving.",
        discussion: """
            Keys go to a file of their own: keep it apart. Without it a restored directory can \
            neither sign links nor recognise customers.
            """)

    @OptionGroup var service: ServiceOptions

    @Argument(help: ArgumentHelp("A new directory.", valueName: "dir"))
    var directory: String

    @Option(help: ArgumentHelp("Copies keys.json to this file too.", valueName: "file"))
    var keys: String?

    func validate() throws { try service.requireDirectory("backup") }

    func perform(with client: ServiceClient) async throws {
        let target = try WorkingDirectory.absolute(directory)
        let keysTarget = try keys.map { try WorkingDirectory.absolute($0) }
        let progress = ProgressLine("copying")
        let answer = try await client.send(
            .post("backup") { body in
                body.member("directory", target)
                body.memberIfAny("keys", keysTarget)
            })
        progress.clear()
        guard service.form == .text else { return answer.print() }
        let result = try answer.json()
        Terminal.print(
            "\(directory): \(result["facts"]?.shown ?? "") facts, "
                + "\(result["bytes"]?.shown ?? "") bytes of journal")
        Terminal.print("chain  \(result["head"]?["chain"]?.shown ?? "")")
        if keys == nil {
            Terminal.complain("keys.json is not in the backup: copy it apart with --keys FILE")
        }
    }
}
