import ArgumentParser
import MeritJSON

struct PersonAdd: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Adds somebody who may act; prints the number.")

    @OptionGroup var service: ServiceOptions

    @Argument(help: "The person's name.")
    var name: String

    @Option(help: "The person's user id in WeCom.")
    var userid: String?

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(
            .post("persons") { body in
                body.member("name", name)
                body.memberIfAny("userid", userid)
            })
        switch service.form {
        case .json: answer.print()
        case .text: Terminal.print(try answer.json()["person"]?.shown ?? "")
        }
    }
}
